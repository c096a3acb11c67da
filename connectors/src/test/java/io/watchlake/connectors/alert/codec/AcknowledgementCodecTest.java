package io.watchlake.connectors.alert.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.alert.Acknowledgement;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AcknowledgementCodecTest {

  private static final Acknowledgement SAID =
      new Acknowledgement(
          "d72c3d5eb8ae4b93",
          1_767_225_600_000_000_000L,
          1_767_225_660_500_000_000L,
          "eve",
          "looking");

  @Test
  void theBytesOfAnAcknowledgement() {
    assertThat(new String(AcknowledgementCodec.encode(SAID), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"v\":1,\"fingerprint\":\"d72c3d5eb8ae4b93\",\"at\":\"2026-01-01T00:00:00Z\","
                + "\"endsAt\":\"2026-01-01T00:01:00.5Z\",\"by\":\"eve\",\"comment\":\"looking\"}");
    assertThat(AcknowledgementCodec.decode(AcknowledgementCodec.encode(SAID))).isEqualTo(SAID);
    assertThat(AcknowledgementCodec.fingerprint(AcknowledgementCodec.key("f"))).isEqualTo("f");
  }

  @Test
  void itHoldsForWhatFiredWhenItWasSaidUntilItsEnd() {
    long at = SAID.atUnixNano();
    assertThat(SAID.holds(at, at)).isTrue();
    assertThat(SAID.holds(at, at - 1)).isFalse();
    assertThat(SAID.holds(at + 1, at + 2)).as("of an alert that fires later").isFalse();
    assertThat(SAID.holds(at - 9, SAID.endsAtUnixNano())).isTrue();
    assertThat(SAID.holds(at - 9, SAID.endsAtUnixNano() + 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{\"v\":2}", "{\"v\":1}"})
  void whatIsNoneIsRefused(String wrong) {
    assertThatThrownBy(() -> AcknowledgementCodec.decode(wrong.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AcknowledgementCodec.fingerprint(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
