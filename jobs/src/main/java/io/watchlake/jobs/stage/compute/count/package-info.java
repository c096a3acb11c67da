/** Counts log records by service and minute, and tells the counts as metrics. */
@NullMarked
package io.watchlake.jobs.stage.compute.count;

import org.jspecify.annotations.NullMarked;
