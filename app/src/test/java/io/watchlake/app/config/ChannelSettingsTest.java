package io.watchlake.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.config.Configuration.Alerting;
import io.watchlake.app.template.Defaults;
import io.watchlake.connectors.mail.client.SmtpClient.Security;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels, from the text of a configuration. */
final class ChannelSettingsTest {

  private static final Path MAIN = Path.of("src/test/resources/config/seed-monitoring.yaml");
  private static final Path SECTIONS = Path.of("src/test/resources/config/seed-sections.yaml");

  @TempDir Path folder;

  @Test
  void bothOfTheFormatsFilesTogetherAreThreeChannels() throws Exception {
    Alerting alerting = load(Files.readString(MAIN) + "\n" + Files.readString(SECTIONS)).alerting();
    assertThat(alerting.unusable()).isEmpty();
    assertThat(alerting.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(alerting.retries()).isEqualTo(3);
    assertThat(alerting.retryDelay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(alerting.channels().get("email"))
        .isEqualTo(
            new Channel.Email(
                "email",
                true,
                Optional.empty(),
                "smtp.company.com",
                587,
                Security.STARTTLS,
                Optional.of("alerts@company.com"),
                Optional.of(Secret.ofEnvironment("SMTP_PASSWORD")),
                "alerts@company.com",
                List.of("ops@company.com", "dev@company.com"),
                Defaults.TITLE,
                List.of(folder.resolve("alert_template.html"))));
    assertThat(alerting.channels().get("slack"))
        .isEqualTo(
            new Channel.Slack(
                "slack",
                true,
                Optional.empty(),
                Secret.ofEnvironment("SLACK_WEBHOOK_URL"),
                List.of("#ops-alerts", "#dora-compliance"),
                List.of("@ops-team"),
                Defaults.TITLE,
                Defaults.SLACK_TEXT));
    assertThat(alerting.channels().get("pagerduty"))
        .isEqualTo(
            new Channel.PagerDuty(
                "pagerduty",
                true,
                Optional.empty(),
                URI.create("https://events.pagerduty.com/v2/enqueue"),
                Secret.ofEnvironment("PAGERDUTY_INTEGRATION_KEY"),
                Map.of("critical", "critical", "warning", "warning", "info", "info"),
                Defaults.TITLE));
  }

  @Test
  void aSecretInTheTextIsNotUsed() throws Exception {
    Alerting alerting = ConfigurationLoader.load(SECTIONS).configuration().alerting();
    assertThat(alerting.channels()).containsOnlyKeys("email");
    assertThat(alerting.unusable().get("slack")).contains("webhook_url_env");
    assertThat(alerting.unusable().get("pagerduty")).contains("integration_key_env");
  }

  @Test
  void aChannelOfAnyNameSaysItsType() throws Exception {
    Alerting alerting =
        load("""
                notification_channels:
                  our-bot:
                    type: webhook
                    url: "https://bot/alerts"
                    authorization_file: token
                    send_resolved: false
                    max_alerts: 20
                  spare: {type: slack, webhook_url_env: SPARE, enabled: false}
                """)
            .alerting();
    assertThat(alerting.channels().get("our-bot"))
        .isEqualTo(
            new Channel.Webhook(
                "our-bot",
                false,
                Optional.empty(),
                new Channel.Address(
                    Optional.of(URI.create("https://bot/alerts")), Optional.empty()),
                Optional.of(Secret.ofFile(folder.resolve("token"))),
                20));
    assertThat(alerting.disabled()).containsExactly("spare");
    assertThat(alerting.channelsOf("our-bot")).containsExactly("our-bot");
    assertThat(alerting.channelsOf("nobody")).isEmpty();
  }

  @Test
  void whatIsWrongWithAChannelIsToldWithItsPlace() throws Exception {
    Path file = folder.resolve("monitoring.yaml");
    Files.writeString(folder.resolve("ours.html"), "<p>\n{{ .Staus }}</p>");
    Files.writeString(
        file,
        """
        notification_channels:
          email:
            smtp_server: mail
            recipients: [ops at company]
            templates: [ours.html, missing.txt]
            integration_key_env: KEY
          slack:
            webhook_url_env: A
            webhook_url_file: b
            title: "{{ .Status"
            ca_file: nothing.pem
          bot:
            url: "http://bot"
          webhook:
            max_alerts: 3
          plain:
            type: email
            tls: none
            username: me
            smtp_server: mail
            recipients: [ops@company.com]
        """);
    assertThat(Check.of(file).problems().stream().map(problem -> problem.in("f")))
        .containsExactly(
            "f:4:18: error: notification_channels.email.recipients: 'ops at company' is not an"
                + " e-mail address; write an address, such as ops@company.com",
            "f:5:16: warning: notification_channels.email.templates: ours.html:2:4: there is no"
                + " .Staus here; there are Alerts, CommonAnnotations, CommonLabels, Digest,"
                + " ExternalURL, GroupKey, GroupLabels, Id, NotificationReason, OnCall, Receiver,"
                + " Status, Time, Timeline, TruncatedAlerts; until it is put right, the built-in template is"
                + " used",
            "f:5:16: warning: notification_channels.email.templates: cannot be read: there is no "
                + folder.resolve("missing.txt")
                + "; until it is put right, the built-in template is used",
            "f:6:26: error: notification_channels.email.integration_key_env: a channel of type"
                + " email has none; remove it, or say another `type:`",
            "f:9:23: error: notification_channels.slack.webhook_url_file: one of several ways to"
                + " give the same thing; keep one",
            "f:10:12: error: notification_channels.slack.title: a template that cannot be used,"
                + " line 1, column 1 of it: '{{' without '}}'; docs/channels.md says how templates"
                + " are written",
            "f:11:14: warning: notification_channels.slack.ca_file: nothing is sent by it: there is"
                + " no "
                + folder.resolve("nothing.pem")
                + "; name a file of certificates in PEM",
            "f:13:10: error: notification_channels.bot: it is not said what kind of channel it is;"
                + " write `type:` and one of email, slack, pagerduty, webhook, alertmanager",
            "f:15:17: warning: notification_channels.webhook: nothing is sent by it: it is not said"
                + " where requests go; say it in notification_channels.webhook.url",
            "f:19:15: error: notification_channels.plain.username: the password would go over the"
                + " wire in the clear; say `tls: starttls` or `tls: tls`, or log in as nobody");
  }

  @Test
  void theTwoPlacesMustMeanTheSameServer() throws Exception {
    Path file = folder.resolve("monitoring.yaml");
    Files.writeString(
        file,
        """
        monitoring: {alerting: {channels: {email: {smtp_host: a}}}}
        notification_channels: {email: {smtp_server: b, recipients: [ops@company.com]}}
        """);
    assertThat(Check.of(file).errors())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("another server than monitoring.alerting.channels.email.smtp_host");
  }

  private Configuration load(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("monitoring.yaml"), text);
    return ConfigurationLoader.load(file).configuration();
  }
}
