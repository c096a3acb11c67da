/**
 * The door for telemetry: OTLP over HTTP and gRPC and Prometheus remote write, written to Kafka in
 * the OpenTelemetry Collector's own encoding, answered after Kafka's acknowledgement.
 */
@NullMarked
package io.watchlake.app.ingest;

import org.jspecify.annotations.NullMarked;
