package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.kafka.codec.DeadLetterCodec;
import io.watchlake.model.DeadLetter;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Dead letters as Kafka records, by the codec that also reads them. */
final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter> {

  private static final long serialVersionUID = 1L;

  private final String topic;

  DeadLetterRecords(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, DeadLetterCodec.key(letter), DeadLetterCodec.value(letter));
    DeadLetterCodec.headers(letter).forEach(record.headers()::add);
    return record;
  }
}
