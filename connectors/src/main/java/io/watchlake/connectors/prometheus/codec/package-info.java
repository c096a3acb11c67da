/**
 * Prometheus remote write, 1.0 and 2.0: bytes to requests and back, requests to OTLP, and the names
 * and labels that OpenTelemetry's compatibility specification gives to metrics in Prometheus.
 */
@NullMarked
package io.watchlake.connectors.prometheus.codec;

import org.jspecify.annotations.NullMarked;
