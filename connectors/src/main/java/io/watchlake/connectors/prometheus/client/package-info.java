/** Sends to Prometheus, or whatever else receives remote write. */
@NullMarked
package io.watchlake.connectors.prometheus.client;

import org.jspecify.annotations.NullMarked;
