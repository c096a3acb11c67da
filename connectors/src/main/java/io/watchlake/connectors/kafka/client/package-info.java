/** Talks to a Kafka cluster about topics and offsets. */
@NullMarked
package io.watchlake.connectors.kafka.client;

import org.jspecify.annotations.NullMarked;
