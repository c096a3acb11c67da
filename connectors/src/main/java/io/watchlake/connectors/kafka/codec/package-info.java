/** What Watchlake itself writes to Kafka, as bytes. */
@NullMarked
package io.watchlake.connectors.kafka.codec;

import org.jspecify.annotations.NullMarked;
