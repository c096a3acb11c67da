/** Where records end: lakehouse tables, the topic of dead letters, the search index. */
@NullMarked
package io.watchlake.jobs.stage.sink;

import org.jspecify.annotations.NullMarked;
