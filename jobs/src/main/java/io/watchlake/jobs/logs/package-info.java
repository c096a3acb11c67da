/** The job that archives log records. */
@NullMarked
package io.watchlake.jobs.logs;

import org.jspecify.annotations.NullMarked;
