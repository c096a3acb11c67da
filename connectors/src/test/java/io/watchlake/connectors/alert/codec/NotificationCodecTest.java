package io.watchlake.connectors.alert.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.alert.Digest;
import io.watchlake.model.alert.Digest.Count;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications as messages. */
final class NotificationCodecTest {

  private static final NotifiedAlert SHOP =
      new NotifiedAlert(
          Map.of("alertname", "cpu", "service", "shop", "severity", "critical"),
          Map.of("summary", "hot", "runbook", "r"),
          1_767_225_600_500_000_000L,
          0,
          "");
  private static final NotifiedAlert CART =
      new NotifiedAlert(
          Map.of("alertname", "cpu", "service", "cart", "severity", "critical"),
          Map.of("summary", "warm", "runbook", "r"),
          1_767_225_600_000_000_000L,
          1_767_225_660_000_000_001L,
          "http://here/rule");
  private static final Notification NOTIFICATION =
      notification(NotificationReason.NEW_ALERTS, SHOP, CART);

  private static Notification notification(NotificationReason reason, NotifiedAlert... alerts) {
    return new Notification(
        "live",
        "ops",
        true,
        reason,
        1_767_225_661_000_000_000L,
        "{}:{alertname=\"cpu\"}",
        Map.of("alertname", "cpu"),
        "http://here",
        0,
        List.of(alerts));
  }

  @Test
  void theBytesOfANotification() {
    assertThat(new String(NotificationCodec.encode(NOTIFICATION), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"v\":1,\"id\":\"%s\",\"timeline\":\"live\",\"reason\":\"new_alerts\","
                    .formatted(NOTIFICATION.id())
                + "\"send_resolved\":true,\"time\":\"2026-01-01T00:01:01Z\","
                + "\"time_unix_nano\":1767225661000000000,\"receiver\":\"ops\","
                + "\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":"
                + "{\"alertname\":\"cpu\",\"service\":\"shop\",\"severity\":\"critical\"},"
                + "\"annotations\":{\"runbook\":\"r\",\"summary\":\"hot\"},"
                + "\"startsAt\":\"2026-01-01T00:00:00.5Z\","
                + "\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":\"\","
                + "\"fingerprint\":\"%s\"},".formatted(SHOP.fingerprint())
                + "{\"status\":\"resolved\",\"labels\":"
                + "{\"alertname\":\"cpu\",\"service\":\"cart\",\"severity\":\"critical\"},"
                + "\"annotations\":{\"runbook\":\"r\",\"summary\":\"warm\"},"
                + "\"startsAt\":\"2026-01-01T00:00:00Z\","
                + "\"endsAt\":\"2026-01-01T00:01:00.000000001Z\","
                + "\"generatorURL\":\"http://here/rule\","
                + "\"fingerprint\":\"%s\"}],".formatted(CART.fingerprint())
                + "\"groupLabels\":{\"alertname\":\"cpu\"},"
                + "\"commonLabels\":{\"alertname\":\"cpu\",\"severity\":\"critical\"},"
                + "\"commonAnnotations\":{\"runbook\":\"r\"},"
                + "\"externalURL\":\"http://here\",\"groupKey\":\"{}:{alertname=\\\"cpu\\\"}\","
                + "\"truncatedAlerts\":0}");
  }

  @Test
  void itIsReadAsItWasWritten() {
    assertThat(NotificationCodec.decode(NotificationCodec.encode(NOTIFICATION)))
        .isEqualTo(NOTIFICATION);
    assertThat(new String(NotificationCodec.key(NOTIFICATION), StandardCharsets.UTF_8))
        .isEqualTo(NOTIFICATION.groupKey());
  }

  @Test
  void whoIsOnCallIsSaidWhereSomebodyIs() {
    Notification called =
        new Notification(
            "live",
            "eve",
            true,
            NotificationReason.FIRST,
            1_767_225_661_000_000_000L,
            "{}:{}",
            Map.of(),
            "",
            0,
            List.of(SHOP),
            List.of("eve", "bob"),
            null);
    assertThat(new String(NotificationCodec.encode(called), StandardCharsets.UTF_8))
        .endsWith(",\"on_call\":[\"eve\",\"bob\"]}");
    assertThat(NotificationCodec.decode(NotificationCodec.encode(called))).isEqualTo(called);
  }

  @Test
  void aDigestSaysWhatItCounts() {
    Notification digest =
        new Notification(
            "live",
            "ops",
            true,
            NotificationReason.STORM,
            1_767_225_661_000_000_000L,
            "{digest}:{receiver=\"ops\"}",
            Map.of(),
            "",
            11,
            List.of(CART),
            List.of(),
            new Digest(
                20,
                2,
                10,
                List.of(new Count("critical", 2)),
                List.of(new Count("cpu", 1), new Count("ram", 1)),
                List.of(new Count("", 2))));
    assertThat(new String(NotificationCodec.encode(digest), StandardCharsets.UTF_8))
        .contains("\"status\":\"firing\"")
        .endsWith(
            ",\"digest\":{\"notifications\":20,\"firing\":2,\"resolved\":10,"
                + "\"severities\":[{\"name\":\"critical\",\"count\":2}],"
                + "\"rules\":[{\"name\":\"cpu\",\"count\":1},{\"name\":\"ram\",\"count\":1}],"
                + "\"services\":[{\"name\":\"\",\"count\":2}]}}");
    assertThat(NotificationCodec.decode(NotificationCodec.encode(digest))).isEqualTo(digest);
  }

  @Test
  void itIsResolvedWhenNothingFires() {
    assertThat(notification(NotificationReason.ALL_RESOLVED, CART).status().code())
        .isEqualTo("resolved");
  }

  /** A channel that is told again after a crash knows the notification by its id. */
  @Test
  void theIdStandsForWhoIsToldWhatWhenAndWhyAndIsStable() {
    assertThat(NOTIFICATION.id()).isEqualTo(NOTIFICATION.id()).matches("[0-9a-f]{32}");
    assertThat(NOTIFICATION.id())
        .isNotEqualTo(notification(NotificationReason.REPEAT, SHOP, CART).id());
  }

  @ParameterizedTest
  @CsvSource({
    "1767225600000000000, 2026-01-01T00:00:00Z",
    "1767225600500000000, 2026-01-01T00:00:00.5Z",
    "1767225600000120000, 2026-01-01T00:00:00.00012Z",
    "-1, 1969-12-31T23:59:59.999999999Z",
  })
  void timesAreAsGoWritesThem(long unixNano, String text) {
    assertThat(Rfc3339.text(unixNano)).isEqualTo(text);
    assertThat(Rfc3339.unixNano(text)).isEqualTo(unixNano);
  }

  @Test
  void otherOffsetsAreRead() {
    assertThat(Rfc3339.unixNano("2026-01-01T02:00:00+02:00")).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(Rfc3339.unixNano(Rfc3339.NONE)).isZero();
    assertThatThrownBy(() -> Rfc3339.unixNano("tomorrow"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{\"v\":2}", "{\"v\":1}"})
  void whatIsNoNotificationIsRefused(String wrong) {
    byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> NotificationCodec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
