package io.watchlake.connectors.signal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.telemetry.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anomalies, and what is said of them, as they are written for others to read. */
class AnomalyCodecTest {

  private static final String ANOMALY =
      "{\"v\":1,\"id\":\"live/00000000000000ff/1m/1700000040000000000/mean\",\"timeline\":\"live\","
          + "\"series\":\"00000000000000ff\",\"metric\":\"latency\",\"unit\":\"s\","
          + "\"service\":\"shop\",\"labels\":{\"host\":\"a\"},\"resolution\":\"1m\","
          + "\"window_unix_nano\":1700000040000000000,\"time_unix_nano\":1700000100000000000,"
          + "\"revision\":0,\"statistic\":\"mean\",\"value\":9.5,\"score\":1.0,"
          + "\"confidence\":0.5,\"strength\":1.5,\"lowered\":0,\"threshold\":1.0,"
          + "\"expectation\":\"range\",\"measure\":\"+Inf\",\"words\":\"it is odd\","
          + "\"model\":\"series-1-full\"}";

  private static final String SAID =
      "{\"v\":1,\"kind\":\"false_positive\",\"timeline\":\"live\",\"anomaly\":"
          + "\"live/00000000000000ff/1m/1700000040000000000/mean\",\"series\":\"00000000000000ff\","
          + "\"expectation\":\"range\",\"strength\":1.5,\"said_unix_nano\":7,\"by\":\"ada\"}";

  private static final Anomaly FOUND =
      new Anomaly(
          "live",
          "00000000000000ff",
          "latency",
          "s",
          "shop",
          Map.of("host", "a"),
          Resolution.MINUTE,
          1_700_000_040_000_000_000L,
          0,
          Statistic.MEAN,
          9.5,
          1,
          0.5,
          1.5,
          0,
          1,
          "range",
          Double.POSITIVE_INFINITY,
          Double.NaN,
          "it is odd",
          "series-1-full");

  @Test
  void theBytesOfVersionOne() {
    assertThat(AnomalyCodec.encode(FOUND)).asString(StandardCharsets.UTF_8).isEqualTo(ANOMALY);
    assertThat(AnomalyCodec.decode(bytes(ANOMALY))).isEqualTo(FOUND);
    assertThat(AnomalyCodec.key(FOUND)).asString(StandardCharsets.UTF_8).isEqualTo("shop");

    FalsePositive said = FalsePositive.of(FOUND, 7, "ada");
    assertThat(FeedbackCodec.encode(said)).asString(StandardCharsets.UTF_8).isEqualTo(SAID);
    assertThat(FeedbackCodec.decode(bytes(SAID))).contains(said);
  }

  @Test
  void whatIsSaidOfAnAnomalyThatWasHalvedSpeaksOfItsWholeEvidence() {
    Anomaly halved = FOUND.halved(2);
    assertThat(halved.strength()).isEqualTo(0.375);
    assertThat(halved.score()).isEqualTo(0.375);
    assertThat(halved.lowered()).isEqualTo(2);
    assertThat(FalsePositive.of(halved, 7, "").strength()).isEqualTo(1.5);
    assertThat(FOUND.halved(0)).isSameAs(FOUND);
  }

  @Test
  void feedbackOfOtherKindsIsForOthers() {
    assertThat(FeedbackCodec.decode(bytes("{\"v\":1,\"kind\":\"acknowledged\"}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nothing | that is not JSON",
        "{\"v\":2} | unknown version 2",
        "{\"v\":1} | is not a text",
        "[] | not a JSON object",
      })
  void whatIsNoneIsRefusedWithTheReason(String message, String reason) {
    assertThatThrownBy(() -> AnomalyCodec.decode(bytes(message)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("anomaly")
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> FeedbackCodec.decode(bytes(message)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feedback")
        .hasMessageContaining(reason);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
