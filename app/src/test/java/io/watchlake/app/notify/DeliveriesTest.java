package io.watchlake.app.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.config.Channel;
import io.watchlake.app.config.Configuration.Alerting;
import io.watchlake.app.config.ConfigurationLoader;
import io.watchlake.app.json.Json;
import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.connectors.pagerduty.codec.PagerDutyEvent;
import io.watchlake.model.alert.Notification;
import io.watchlake.testkit.Certificates;
import io.watchlake.testkit.MailServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other side of each kind of channel hears, from the configuration's text on. */
class DeliveriesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void slackHearsAMessageForEachOfItsChannels() throws Exception {
    try (Ear ear = Ear.open()) {
      Delivery delivery =
          delivery(
              """
              notification_channels:
                slack:
                  webhook_url_env: SLACK
                  channels: ["#ops-alerts", "#dora-compliance"]
                  mention_users: ["@ops-team"]
              """,
              "slack",
              Map.of("SLACK", ear.address() + "services/secret\n"));
      assertThat(delivery.targets()).containsExactly("#ops-alerts", "#dora-compliance");
      assertThat(delivery.pause()).isEqualTo(Duration.ofSeconds(1));
      assertThat(delivery.send(notification(true), "#ops-alerts")).isEmpty();
      assertThat(delivery.send(notification(false), "#dora-compliance")).isEmpty();
      JsonNode fires = Json.mapper().readTree(ear.heard().get(0).body());
      assertThat(fires.get("channel").asText()).isEqualTo("#ops-alerts");
      assertThat(fires.get("text").asText()).startsWith("@ops-team [FIRING:1] Hot on shop");
      JsonNode over = Json.mapper().readTree(ear.heard().get(1).body());
      assertThat(over.get("text").asText()).startsWith("[RESOLVED] Hot on shop");
    }
  }

  @Test
  void pagerDutyHearsAnIncidentAndItsEnd() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "32-characters\n");
    try (Ear ear = Ear.open()) {
      Delivery delivery =
          delivery(
              """
              notification_channels:
                pagerduty:
                  url: %s
                  integration_key_file: %s
                  severity_mapping: {critical: "critical", warning: "error", info: "info"}
              """
                  .formatted(ear.address(), key.getFileName()),
              "pagerduty",
              Map.of());
      delivery.send(notification(true), "");
      delivery.send(notification(false), "");
      JsonNode trigger = Json.mapper().readTree(ear.heard().get(0).body());
      assertThat(trigger.get("routing_key").asText()).isEqualTo("32-characters");
      assertThat(trigger.get("event_action").asText()).isEqualTo("trigger");
      assertThat(trigger.at("/payload/severity").asText()).isEqualTo("error");
      assertThat(trigger.at("/payload/source").asText()).isEqualTo("shop");
      assertThat(trigger.at("/payload/summary").asText())
          .isEqualTo("[FIRING:1] Hot on shop: too hot");
      JsonNode resolve = Json.mapper().readTree(ear.heard().get(1).body());
      assertThat(resolve.get("event_action").asText()).isEqualTo("resolve");
      assertThat(resolve.get("dedup_key").asText())
          .isEqualTo(trigger.get("dedup_key").asText())
          .isEqualTo(PagerDutyEvent.dedupKey("{}:{alertname=\"Hot\"}"));
    }
  }

  @Test
  void anAlertmanagerHearsAlerts() throws Exception {
    try (Ear ear = Ear.open()) {
      Delivery delivery =
          delivery(
              "notification_channels: {alertmanager: {url: \"" + ear.address() + "\"}}",
              "alertmanager",
              Map.of());
      delivery.send(notification(true), "");
      JsonNode alerts = Json.mapper().readTree(ear.heard().get(0).body());
      assertThat(alerts.get(0).at("/labels/alertname").asText()).isEqualTo("Hot");
      assertThat(alerts.get(0).get("endsAt").asText()).isEqualTo("2026-03-02T12:00:00Z");
    }
  }

  @Test
  void aTemplateThatCannotBeUsedCostsItsWordingAndNotTheMail() throws Exception {
    assumeTrue(MailServer.isInstalled(), "there is no exim4");
    Certificates certificates = Certificates.in(folder.resolve("ca"));
    Files.writeString(folder.resolve("ours.html"), "<b>{{ .Status }}</b>\n<i>{{ .Nothing }}</i>");
    Files.writeString(folder.resolve("ours.txt"), "our own words: {{ .Status }}");
    try (MailServer server = MailServer.start(certificates, certificates.valid())) {
      Delivery delivery =
          delivery(
              """
              notification_channels:
                email:
                  smtp_server: localhost
                  smtp_port: %d
                  username: %s
                  password_env: SMTP_PASSWORD
                  ca_file: ca/ca.pem
                  recipients: [ops@watchlake.test, dev@watchlake.test]
                  templates: [ours.html, ours.txt]
              """
                  .formatted(server.port(), MailServer.USER),
              "email",
              Map.of("SMTP_PASSWORD", MailServer.PASSWORD));
      assertThat(delivery.send(notification(true), ""))
          .singleElement()
          .asString()
          .startsWith("ours.html:2:7: there is no .Nothing here");
      Ear.until(() -> !server.mails().isEmpty(), () -> "the mail");
      assertThat(server.mails().get(0))
          .contains("our own words: firing")
          .contains("<!DOCTYPE html>")
          .contains("Subject: [FIRING:1] Hot on shop: too hot");
    }
  }

  @Test
  void aSecretThatIsNotThereIsSaidAndMayComeLater() throws Exception {
    Delivery delivery =
        delivery("notification_channels: {slack: {webhook_url_env: SLACK}}", "slack", Map.of());
    assertThatThrownBy(() -> delivery.send(notification(true), ""))
        .isInstanceOf(ChannelException.class)
        .hasMessage("no secret: environment variable SLACK is not set; set it and retry")
        .extracting(e -> ((ChannelException) e).isRetryable())
        .isEqualTo(true);
  }

  @Test
  void aSecretThatIsNoAddressIsNotRepeated() throws Exception {
    Delivery delivery =
        delivery(
            "notification_channels: {slack: {webhook_url_env: SLACK}}",
            "slack",
            Map.of("SLACK", "not an address"));
    assertThatThrownBy(() -> delivery.send(notification(true), ""))
        .isInstanceOf(ChannelException.class)
        .hasMessage("its secret is not an address");
  }

  private Delivery delivery(String text, String channel, Map<String, String> environment)
      throws Exception {
    Path file = Files.writeString(folder.resolve("monitoring.yaml"), text);
    Alerting settings = ConfigurationLoader.load(file).configuration().alerting();
    assertThat(settings.unusable()).isEmpty();
    Channel configured = Objects.requireNonNull(settings.channels().get(channel));
    return Deliveries.of(configured, Duration.ofSeconds(20), environment);
  }

  private static Notification notification(boolean fires) {
    return Notifications.of("ops", "Hot", NOW, fires);
  }
}
