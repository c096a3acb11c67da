/** What is watched for anomalies, and what is kept of each series that is. */
@NullMarked
package io.watchlake.jobs.stage.anomaly;

import org.jspecify.annotations.NullMarked;
