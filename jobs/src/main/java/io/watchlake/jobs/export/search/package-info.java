/** The job that copies log records to the search index. */
@NullMarked
package io.watchlake.jobs.export.search;

import org.jspecify.annotations.NullMarked;
