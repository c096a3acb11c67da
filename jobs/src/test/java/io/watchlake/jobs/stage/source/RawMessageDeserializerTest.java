package io.watchlake.jobs.stage.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the source makes of Kafka's messages: nothing is judged here, and nothing can fail. */
class RawMessageDeserializerTest {

  @Test
  void aMessageKeepsItsPlaceItsArrivalAndItsBytes() {
    byte[] value = new byte[200];
    new Random(11).nextBytes(value);
    RawMessage message = read(new byte[] {1, 2}, value);
    assertThat(message.origin()).isEqualTo(new Origin("otlp_spans.drill", 5, 77, -1));
    assertThat(message.timeline()).isEqualTo(new Timeline("drill"));
    assertThat(message.arrivalMillis()).isEqualTo(1_772_366_400_123L);
    assertThat(message.value()).isSameAs(value);
  }

  @Test
  void aTombstoneIsAMessageWithoutBytes() {
    assertThat(read(new byte[] {1, 2}, null).value()).isNull();
  }

  @Test
  void aMessageWithoutKeyIsLikeAnyOther() {
    assertThat(read(null, new byte[0]).value()).isEmpty();
  }

  @Test
  void theLargestMessageIsNotCopied() {
    byte[] value = new byte[16 * 1024 * 1024];
    assertThat(read(null, value).value()).isSameAs(value);
  }

  @Test
  void itTravelsInsideAJobGraphAndItsTypeIsOurs() throws Exception {
    RawMessageDeserializer deserializer = InstantiationUtil.clone(new RawMessageDeserializer());
    assertThat(deserializer.getProducedType()).isEqualTo(TelemetryTypes.RAW_MESSAGE);
  }

  private static RawMessage read(byte @Nullable [] key, byte @Nullable [] value) {
    List<RawMessage> out = new ArrayList<>();
    new RawMessageDeserializer()
        .deserialize(
            new ConsumerRecord<>(
                "otlp_spans.drill",
                5,
                77,
                1_772_366_400_123L,
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()),
            new ListCollector<>(out));
    assertThat(out).hasSize(1);
    return out.get(0);
  }
}
