/** InfluxDB's line protocol. */
@NullMarked
package io.watchlake.connectors.influxdb.codec;

import org.jspecify.annotations.NullMarked;
