/** How many log records a service wrote, and of how many patterns. */
@NullMarked
package io.watchlake.jobs.stage.count;

import org.jspecify.annotations.NullMarked;
