package io.watchlake.app.config;

import io.watchlake.app.config.Key.UsedBy;
import io.watchlake.app.template.Escaping;
import io.watchlake.app.template.Template;
import io.watchlake.app.template.TemplateException;
import io.watchlake.connectors.mail.codec.Mail;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the channels to people. A channel is a section of {@code notification_channels}; what
 * {@code monitoring.alerting.channels} says of e-mail, Slack and PagerDuty is said of the channels
 * of those names.
 */
final class ChannelKeys {

  static final UsedBy NOTIFIER = new UsedBy("the notifier");

  private static final String SECTION = "notification_channels.*.";
  private static final String MAIN = "monitoring.alerting.channels.";

  private static final Map<Key<?>, Set<ChannelType>> TYPES = new LinkedHashMap<>();

  static final Key<Duration> TIMEOUT =
      new Key<>(
          "monitoring.alerting.webhook_timeout",
          Types.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
          Duration.ofSeconds(30),
          NOTIFIER,
          "How long a channel may take to answer.");

  static final Key<Integer> RETRIES =
      new Key<>(
          "monitoring.alerting.retry_attempts",
          Types.integer(0, 100, "write a whole number from 0 to 100"),
          3,
          NOTIFIER,
          "How often a notification is tried again that a channel did not take; then it is a dead"
              + " letter.");

  static final Key<Duration> RETRY_DELAY =
      new Key<>(
          "monitoring.alerting.retry_delay",
          Types.duration(Duration.ofMillis(1), Duration.ofDays(1)),
          Duration.ofMinutes(1),
          NOTIFIER,
          "Time between tries, unless the channel asks for more.");

  static final Key<Duration> MAX_AGE =
      new Key<>(
          "monitoring.alerting.max_age",
          Types.duration(Duration.ofMinutes(1), Duration.ofDays(30)),
          Duration.ofHours(1),
          NOTIFIER,
          "A notification that is older when its turn comes is left out if something newer is to be"
              + " told of the same group; so far back a new channel begins.");

  static final Key<Boolean> EMAIL_ENABLED = main("email.enabled", "Whether e-mail is sent.");
  static final Key<String> EMAIL_HOST =
      new Key<>(MAIN + "email.smtp_host", Types.TEXT, null, NOTIFIER, "The mail server.");
  static final Key<Integer> EMAIL_PORT =
      new Key<>(MAIN + "email.smtp_port", Types.PORT, null, NOTIFIER, "Its port.");
  static final Key<String> EMAIL_USER =
      new Key<>(
          MAIN + "email.username",
          Types.TEXT,
          null,
          NOTIFIER,
          "The user to log in as, and the sender.");
  static final SecretKeys EMAIL_PASSWORD =
      SecretKeys.of(MAIN + "email.password", NOTIFIER, "The user's password");
  static final Key<Boolean> SLACK_ENABLED = main("slack.enabled", "Whether Slack is written to.");
  static final SecretKeys SLACK_URL =
      SecretKeys.of(
          MAIN + "slack.webhook_url", NOTIFIER, "The address of Slack's incoming webhook");
  static final Key<String> SLACK_CHANNEL =
      new Key<>(
          MAIN + "slack.default_channel",
          Types.TEXT,
          null,
          NOTIFIER,
          "The channel when none is named.");
  static final Key<Boolean> PAGERDUTY_ENABLED =
      main("pagerduty.enabled", "Whether PagerDuty is called.");
  static final SecretKeys PAGERDUTY_KEY =
      SecretKeys.of(MAIN + "pagerduty.integration_key", NOTIFIER, "PagerDuty's integration key");

  static final Key<String> TYPE =
      any(
          "type",
          Types.oneOf(ChannelType.labels()),
          null,
          "What kind of channel it is. Without it, its name says so.");
  static final Key<Boolean> ENABLED =
      any("enabled", Types.BOOLEAN, true, "Whether anything is sent by it.");
  static final Key<Boolean> SEND_RESOLVED =
      any("send_resolved", Types.BOOLEAN, true, "Whether it is told when alerts are over.");
  static final Key<String> CA_FILE =
      any(
          "ca_file",
          Types.TEXT,
          null,
          "Certificates (PEM) of the only authorities that are believed; without it, those that"
              + " Java believes.");

  static final Key<String> SMTP_SERVER =
      key("smtp_server", Types.TEXT, null, "E-mail: the mail server.", ChannelType.EMAIL);
  static final Key<Integer> SMTP_PORT =
      key(
          "smtp_port",
          Types.PORT,
          null,
          "E-mail: its port (587; 465 for `tls: tls`, 25 for `tls: none`).",
          ChannelType.EMAIL);
  static final Key<String> TLS =
      key(
          "tls",
          Types.oneOf("starttls", "tls", "none"),
          "starttls",
          "E-mail: `starttls`, without which nothing is sent; `tls` from the first byte; `none`, for"
              + " servers that ask for no password.",
          ChannelType.EMAIL);
  static final Key<String> USERNAME =
      key("username", Types.TEXT, null, "E-mail: the user to log in as.", ChannelType.EMAIL);
  static final SecretKeys PASSWORD =
      secret("password", "E-mail: the user's password", ChannelType.EMAIL);
  static final Key<String> FROM =
      key(
          "from",
          address(),
          null,
          "E-mail: the sender; without it, the user to log in as.",
          ChannelType.EMAIL);
  static final Key<List<String>> RECIPIENTS =
      key("recipients", Types.list(address()), null, "E-mail: who gets it.", ChannelType.EMAIL);
  static final Key<String> SUBJECT =
      key("subject", template(Escaping.NONE), null, "E-mail: a template.", ChannelType.EMAIL);
  static final Key<List<String>> TEMPLATES =
      key(
          "templates",
          Types.list(Types.TEXT),
          null,
          "E-mail: files of templates beside this file, `.html` for the HTML, others for the plain"
              + " text. `alert_template.html` and `alert_template.txt` are there if you have none.",
          ChannelType.EMAIL);

  static final SecretKeys WEBHOOK_URL =
      secret("webhook_url", "Slack: the address of the incoming webhook", ChannelType.SLACK);
  static final Key<List<String>> CHANNELS =
      key(
          "channels",
          Types.list(Types.TEXT),
          null,
          "Slack: each gets the message. A Slack app's webhook leads to one channel whatever is named"
              + " here.",
          ChannelType.SLACK);
  static final Key<List<String>> MENTION_USERS =
      key(
          "mention_users",
          Types.list(Types.TEXT),
          List.of(),
          "Slack: who is called while something fires: `@name`, `<@U…>`, `<!here>`.",
          ChannelType.SLACK);
  static final Key<String> TITLE =
      key("title", template(Escaping.NONE), null, "Slack: a template.", ChannelType.SLACK);
  static final Key<String> TEXT =
      key("text", template(Escaping.SLACK), null, "Slack: a template.", ChannelType.SLACK);

  static final SecretKeys INTEGRATION_KEY =
      secret("integration_key", "PagerDuty: the integration key", ChannelType.PAGERDUTY);
  static final Key<Map<String, String>> SEVERITY_MAPPING =
      key(
          "severity_mapping",
          new SectionType<>(Types.oneOf("critical", "error", "warning", "info"), "texts"),
          Map.of(),
          "PagerDuty: its name of each severity.",
          ChannelType.PAGERDUTY);
  static final Key<String> SUMMARY =
      key(
          "summary",
          template(Escaping.NONE),
          null,
          "PagerDuty: a template.",
          ChannelType.PAGERDUTY);

  static final Key<URI> URL =
      key(
          "url",
          Types.URL,
          null,
          "Webhook: where requests go. Alertmanager: its root. PagerDuty: another Events API.",
          ChannelType.WEBHOOK,
          ChannelType.ALERTMANAGER,
          ChannelType.PAGERDUTY);
  static final Key<String> URL_ENV =
      key(
          "url_env",
          Types.ENVIRONMENT_NAME_TEXT,
          null,
          "Webhook: the environment variable that holds the address, where that is a secret.",
          ChannelType.WEBHOOK);
  static final Key<String> URL_FILE =
      key(
          "url_file",
          Types.TEXT,
          null,
          "Webhook: the file that holds the address, alone.",
          ChannelType.WEBHOOK);
  static final SecretKeys AUTHORIZATION =
      secret(
          "authorization",
          "Webhook, Alertmanager: the header `Authorization`",
          ChannelType.WEBHOOK,
          ChannelType.ALERTMANAGER);
  static final Key<Integer> MAX_ALERTS =
      key(
          "max_alerts",
          Types.integer(0, 100_000, "write a whole number from 0 to 100000"),
          0,
          "Webhook: how many alerts a request tells of at most; 0 for all.",
          ChannelType.WEBHOOK);
  static final Key<Duration> HOLDS =
      key(
          "holds",
          Types.duration(Duration.ofMinutes(5), Duration.ofDays(30)),
          Duration.ofDays(1),
          "Alertmanager: how long an alert fires of which nothing more is heard.",
          ChannelType.ALERTMANAGER);

  private ChannelKeys() {}

  /** Keys of {@code monitoring.alerting}. */
  static List<Key<?>> alerting() {
    List<Key<?>> keys = new ArrayList<>(List.of(TIMEOUT, RETRIES, RETRY_DELAY, MAX_AGE));
    keys.addAll(List.of(EMAIL_ENABLED, EMAIL_HOST, EMAIL_PORT, EMAIL_USER));
    keys.addAll(EMAIL_PASSWORD.all());
    keys.add(SLACK_ENABLED);
    keys.addAll(SLACK_URL.all());
    keys.add(SLACK_CHANNEL);
    keys.add(PAGERDUTY_ENABLED);
    keys.addAll(PAGERDUTY_KEY.all());
    return keys;
  }

  /** Keys of a section of {@code notification_channels}. */
  static List<Key<?>> channels() {
    return List.copyOf(TYPES.keySet());
  }

  /** Which kinds of channels each key is of. */
  static Map<Key<?>, Set<ChannelType>> types() {
    return TYPES;
  }

  private static Key<Boolean> main(String name, String description) {
    return new Key<>(MAIN + name, Types.BOOLEAN, true, NOTIFIER, description);
  }

  private static <T> Key<T> any(
      String name, Type<T> type, @Nullable T atFirst, String description) {
    return key(name, type, atFirst, description, ChannelType.values());
  }

  private static <T> Key<T> key(
      String name, Type<T> type, @Nullable T atFirst, String description, ChannelType... of) {
    Key<T> key = new Key<>(SECTION + name, type, atFirst, NOTIFIER, description);
    TYPES.put(key, EnumSet.copyOf(List.of(of)));
    return key;
  }

  private static SecretKeys secret(String name, String what, ChannelType... of) {
    SecretKeys secret = SecretKeys.of(SECTION + name, NOTIFIER, what);
    secret.all().forEach(key -> TYPES.put(key, EnumSet.copyOf(List.of(of))));
    return secret;
  }

  private static ScalarType<String> address() {
    return Types.TEXT.checked(
        "e-mail address",
        "write an address, such as ops@company.com",
        text -> {
          Mail.checkAddress(text);
          return text;
        });
  }

  private static ScalarType<String> template(Escaping escaping) {
    return Types.TEXT.checked(
        "template",
        "docs/channels.md says how templates are written",
        text -> {
          try {
            Template.parse("line", text, escaping);
            return text;
          } catch (TemplateException e) {
            throw new IllegalArgumentException(
                "a template that cannot be used, line "
                    + e.line()
                    + ", column "
                    + e.column()
                    + " of it: "
                    + e.problem(),
                e);
          }
        });
  }
}
