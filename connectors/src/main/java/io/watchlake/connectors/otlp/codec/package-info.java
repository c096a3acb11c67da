/**
 * OTLP, the OpenTelemetry protocol: requests to and from the model, JSON and parts that fit into a
 * Kafka message. Nothing here talks to anybody.
 */
@NullMarked
package io.watchlake.connectors.otlp.codec;

import org.jspecify.annotations.NullMarked;
