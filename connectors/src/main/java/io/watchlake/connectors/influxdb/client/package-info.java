/** Speaks to an InfluxDB. */
@NullMarked
package io.watchlake.connectors.influxdb.client;

import org.jspecify.annotations.NullMarked;
