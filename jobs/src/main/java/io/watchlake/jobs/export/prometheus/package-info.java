/** The job that sends rollups to Prometheus. */
@NullMarked
package io.watchlake.jobs.export.prometheus;

import org.jspecify.annotations.NullMarked;
