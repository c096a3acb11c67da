package io.watchlake.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A dead letter as a Kafka message")
class DeadLetterCodecTest {

  private static final DeadLetter LETTER =
      new DeadLetter(
          new Origin("otlp_spans.history", 3, 42, -1),
          "history",
          1_772_366_400_123L,
          Reason.TIME_NOT_SANE,
          "größer als erlaubt",
          5,
          "ab".repeat(32),
          new byte[] {0, 1, 2, -1, 127});

  @Test
  @DisplayName("is written as it always was")
  void golden() {
    assertThat(new String(DeadLetterCodec.key(LETTER), StandardCharsets.UTF_8))
        .isEqualTo("otlp_spans.history-3-42--1");
    assertThat(DeadLetterCodec.value(LETTER)).containsExactly(0, 1, 2, -1, 127);
    List<String> headers =
        DeadLetterCodec.headers(LETTER).entrySet().stream()
            .map(
                header ->
                    header.getKey() + '=' + new String(header.getValue(), StandardCharsets.UTF_8))
            .toList();
    assertThat(headers)
        .containsExactly(
            "topic=otlp_spans.history",
            "partition=3",
            "offset=42",
            "index=-1",
            "timeline=history",
            "arrival=1772366400123",
            "reason=time_not_sane",
            "detail=größer als erlaubt",
            "length=5",
            "sha256=" + "ab".repeat(32));
  }

  @Test
  @DisplayName("is read back for every reason")
  void roundTrip() {
    for (Reason reason : Reason.values()) {
      DeadLetter letter =
          new DeadLetter(
              LETTER.origin(), "history", 1, reason, "", 0, LETTER.sha256(), new byte[0]);

      DeadLetter read =
          DeadLetterCodec.decode(DeadLetterCodec.headers(letter), DeadLetterCodec.value(letter));

      assertThat(read).usingRecursiveComparison().isEqualTo(letter);
    }
  }

  @Test
  @DisplayName("without a header, or with one that is no number, is refused with its name")
  void refused() {
    Map<String, byte[]> without = DeadLetterCodec.headers(LETTER);
    without.remove("length");
    assertThatThrownBy(() -> DeadLetterCodec.decode(without, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'length'");

    Map<String, byte[]> wrong = DeadLetterCodec.headers(LETTER);
    wrong.put("offset", new byte[] {'x'});
    assertThatThrownBy(() -> DeadLetterCodec.decode(wrong, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'offset'");
  }
}
