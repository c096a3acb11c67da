package io.watchlake.model;

import java.util.Objects;

/**
 * Identity of a record: the Kafka message it arrived in and its place in that message. Kept as
 * {@code _origin} in every archived row and used as the document id in the search index, so that
 * exactly-once and reconciliation are plain SQL.
 *
 * @param topic the Kafka topic, timeline included
 * @param partition the Kafka partition
 * @param offset the offset of the message in its partition
 * @param index place of the record in the message, from 0 in the order of the encoding; {@link
 *     #WHOLE_MESSAGE} where the message as a whole is meant
 */
public record Origin(String topic, int partition, long offset, int index) {

  /** Index of an origin that names a whole message, such as one that could not be decoded. */
  public static final int WHOLE_MESSAGE = -1;

  public Origin {
    Objects.requireNonNull(topic, "topic");
  }

  /** The same message, another record in it. */
  public Origin at(int newIndex) {
    return new Origin(topic, partition, offset, newIndex);
  }

  /** The text form, unique over all topics: {@code topic-partition-offset-index}. */
  public String id() {
    return topic + '-' + partition + '-' + offset + '-' + index;
  }
}
