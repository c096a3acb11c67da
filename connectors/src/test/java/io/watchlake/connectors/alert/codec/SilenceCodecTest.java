package io.watchlake.connectors.alert.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.alert.Silence;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SilenceCodecTest {

  private static final Silence SILENCE =
      new Silence(
          "id-1",
          List.of(
              new LabelMatcher("a", Operator.EQUAL, "1"),
              new LabelMatcher("b", Operator.NOT_EQUAL, "2"),
              new LabelMatcher("c", Operator.MATCHES, "3|4"),
              new LabelMatcher("d", Operator.MATCHES_NOT, "5")),
          1_767_225_600_000_000_000L,
          1_767_225_660_500_000_000L,
          "eve",
          "rollout",
          1_767_225_600_000_000_000L);

  @Test
  void theBytesOfASilence() {
    assertThat(new String(SilenceCodec.encode(SILENCE), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"v\":1,\"id\":\"id-1\",\"matchers\":["
                + "{\"name\":\"a\",\"value\":\"1\",\"isRegex\":false,\"isEqual\":true},"
                + "{\"name\":\"b\",\"value\":\"2\",\"isRegex\":false,\"isEqual\":false},"
                + "{\"name\":\"c\",\"value\":\"3|4\",\"isRegex\":true,\"isEqual\":true},"
                + "{\"name\":\"d\",\"value\":\"5\",\"isRegex\":true,\"isEqual\":false}],"
                + "\"startsAt\":\"2026-01-01T00:00:00Z\",\"endsAt\":\"2026-01-01T00:01:00.5Z\","
                + "\"updatedAt\":\"2026-01-01T00:00:00Z\",\"createdBy\":\"eve\","
                + "\"comment\":\"rollout\"}");
    assertThat(SilenceCodec.decode(SilenceCodec.encode(SILENCE))).isEqualTo(SILENCE);
    assertThat(SilenceCodec.id(SilenceCodec.key("id-1"))).isEqualTo("id-1");
  }

  @Test
  void aSilenceHoldsFromItsStartToItsEndBothIncluded() {
    assertThat(SILENCE.active(SILENCE.startsAtUnixNano() - 1)).isFalse();
    assertThat(SILENCE.active(SILENCE.startsAtUnixNano())).isTrue();
    assertThat(SILENCE.active(SILENCE.endsAtUnixNano())).isTrue();
    assertThat(SILENCE.active(SILENCE.endsAtUnixNano() + 1)).isFalse();
    long now = SILENCE.startsAtUnixNano() + 5;
    assertThat(SILENCE.expired(now).active(now + 1)).isFalse();
    assertThat(SILENCE.expired(SILENCE.endsAtUnixNano() + 5)).isSameAs(SILENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{\"v\":2}", "{\"v\":1}"})
  void whatIsNoSilenceIsRefused(String wrong) {
    assertThatThrownBy(() -> SilenceCodec.decode(wrong.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SilenceCodec.id(null)).isInstanceOf(IllegalArgumentException.class);
  }
}
