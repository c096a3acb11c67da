/** The job that sends anomalies to InfluxDB. */
@NullMarked
package io.watchlake.jobs.export.influxdb;

import org.jspecify.annotations.NullMarked;
