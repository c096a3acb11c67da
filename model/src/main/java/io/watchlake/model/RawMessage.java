package io.watchlake.model;

import org.jspecify.annotations.Nullable;

/**
 * A Kafka message before anybody looked into it.
 *
 * @param topic its topic, timeline included
 * @param partition its partition
 * @param offset its offset
 * @param arrivalMillis when it arrived, by Kafka's record timestamp, in milliseconds since the
 *     epoch
 * @param value its bytes; null for a tombstone. Not copied: must not be changed.
 */
@SuppressWarnings("ArrayRecordComponent") // a value passed on, never compared
public record RawMessage(
    String topic, int partition, long offset, long arrivalMillis, byte @Nullable [] value) {

  /** The origin of the message as a whole. */
  public Origin origin() {
    return new Origin(topic, partition, offset, Origin.WHOLE_MESSAGE);
  }

  /** The timeline it belongs to, from its topic. */
  public Timeline timeline() {
    return Timeline.ofTopic(topic);
  }
}
