package io.watchlake.jobs.stage.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.kafka.codec.DeadLetterCodec;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.Origin;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterRecordsTest {

  private static final KafkaSinkContext CONTEXT =
      new KafkaSinkContext() {
        @Override
        public int getParallelInstanceId() {
          return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
          return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
          return new int[] {0};
        }
      };

  @Test
  void aDeadLetterIsReadBackAndARepeatHasTheSameKey() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            new Origin("otlp_logs.drill", 3, 12, 4),
            "drill",
            1_772_366_400_123L,
            DeadLetter.Reason.TOO_LARGE,
            "the record has 9 bytes; 8 are allowed",
            9,
            "ab".repeat(32),
            new byte[] {1, 2, 3});
    DeadLetterRecords records =
        InstantiationUtil.clone(new DeadLetterRecords("dead_letters.drill"));

    ProducerRecord<byte[], byte[]> record = records.serialize(letter, CONTEXT, 5L);

    assertThat(record.topic()).isEqualTo("dead_letters.drill");
    assertThat(record.partition()).as("chosen by the key").isNull();
    assertThat(record.timestamp()).as("given by the broker").isNull();
    assertThat(record.key())
        .isEqualTo("otlp_logs.drill-3-12-4".getBytes(StandardCharsets.UTF_8))
        .isEqualTo(records.serialize(letter, CONTEXT, 6L).key());
    Map<String, byte[]> headers = new HashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), header.value()));
    assertThat(DeadLetterCodec.decode(headers, record.value()))
        .usingRecursiveComparison()
        .isEqualTo(letter);
  }
}
