/** The job {@code anomalies}: what is unusual in the series that are watched. */
@NullMarked
package io.watchlake.jobs.anomalies;

import org.jspecify.annotations.NullMarked;
