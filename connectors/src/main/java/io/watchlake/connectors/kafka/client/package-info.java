/**
 * Talks to a Kafka cluster about topics and offsets, and reads and writes topics outside of jobs.
 */
@NullMarked
package io.watchlake.connectors.kafka.client;

import org.jspecify.annotations.NullMarked;
