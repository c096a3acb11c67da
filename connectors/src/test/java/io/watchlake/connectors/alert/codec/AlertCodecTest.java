package io.watchlake.connectors.alert.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.RuleVersions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts and rules as messages. */
final class AlertCodecTest {

  private static final Alert ALERT =
      new Alert(
          "live",
          "high_cpu_usage",
          3,
          false,
          AlertStatus.RESOLVED,
          1_767_225_960_500_000_000L,
          1_767_225_600_000_000_000L,
          91.5,
          Double.NaN,
          Map.of("alertname", "high_cpu_usage", "service", "shop"),
          Map.of("summary", "hot"),
          List.of("email"),
          Map.of("signal", "s1"));

  @Test
  void theBytesOfAnAlert() {
    String json = new String(AlertCodec.encode(ALERT), StandardCharsets.UTF_8);
    assertThat(json)
        .isEqualTo(
            "{\"v\":1,\"id\":\""
                + ALERT.fingerprint()
                + "/1767225600000000000/3/resolved/1767225960500000000\","
                + "\"fingerprint\":\""
                + ALERT.fingerprint()
                + "\",\"status\":\"resolved\","
                + "\"labels\":{\"alertname\":\"high_cpu_usage\",\"service\":\"shop\"},"
                + "\"annotations\":{\"summary\":\"hot\"},\"startsAt\":\"2026-01-01T00:00:00Z\","
                + "\"endsAt\":\"2026-01-01T00:06:00.500Z\",\"generatorURL\":\"\","
                + "\"timeline\":\"live\",\"rule\":\"high_cpu_usage\",\"version\":3,"
                + "\"shadow\":false,\"time_unix_nano\":1767225960500000000,"
                + "\"since_unix_nano\":1767225600000000000,\"value\":91.5,"
                + "\"channels\":[\"email\"],\"evidence\":{\"signal\":\"s1\"},\"revision\":3}");
    assertThat(AlertCodec.decode(AlertCodec.encode(ALERT))).isEqualTo(ALERT);
    assertThat(new String(AlertCodec.key(ALERT), StandardCharsets.UTF_8))
        .isEqualTo(ALERT.fingerprint());
  }

  /** FNV-1a of the labels with 0xff after each name and value, as Prometheus computes it. */
  @Test
  void theFingerprintIsPrometheuss() {
    Alert none =
        new Alert(
            "live",
            "x",
            1,
            false,
            AlertStatus.FIRING,
            0,
            0,
            0,
            0,
            Map.of(),
            Map.of(),
            List.of(),
            Map.of());
    assertThat(none.fingerprint()).isEqualTo("cbf29ce484222325");
  }

  @Test
  void rulesAreReadAsTheyWereWritten() {
    RuleVersions rule =
        RuleVersions.none("a").with("one", 1).live(1, 1).with("two", 2).shadow(2, 3);
    assertThat(RuleCodec.decode(RuleCodec.encode(rule))).isEqualTo(rule);
    assertThat(rule.live(2, 4).shadow()).isZero();
    RuleVersions many = rule;
    for (int i = 0; i < 50; i++) {
      many = many.with("more", i);
    }
    assertThat(many.versions()).hasSize(RuleVersions.KEPT);
    assertThat(many.version(1)).isPresent();
    assertThat(many.newest()).isEqualTo(52);
  }

  @Test
  void whatIsNoAlertAndNoRuleIsRefused() {
    for (String wrong : new String[] {"", "x", "[]", "{\"v\":2}", "{\"v\":1}"}) {
      byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> AlertCodec.decode(bytes))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> RuleCodec.decode(bytes))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> RuleCodec.name(null)).isInstanceOf(IllegalArgumentException.class);
  }
}
