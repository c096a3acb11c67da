/** The job that makes delivery figures, live and in batch. */
@NullMarked
package io.watchlake.jobs.delivery;

import org.jspecify.annotations.NullMarked;
