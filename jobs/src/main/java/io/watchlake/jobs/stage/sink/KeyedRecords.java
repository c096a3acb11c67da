package io.watchlake.jobs.stage.sink;

import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Kafka records of a key and a value, by the codec that also reads them. */
final class KeyedRecords<T> implements KafkaRecordSerializationSchema<T> {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final Bytes<T> key;
  private final Bytes<T> value;

  /** Bytes of an element; travels inside job graphs. */
  interface Bytes<T> extends Function<T, byte[]>, Serializable {}

  KeyedRecords(String topic, Bytes<T> key, Bytes<T> value) {
    this.topic = topic;
    this.key = key;
    this.value = value;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, @Nullable Long timestamp) {
    return new ProducerRecord<>(topic, key.apply(element), value.apply(element));
  }
}
