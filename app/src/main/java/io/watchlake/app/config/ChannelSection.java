package io.watchlake.app.config;

import io.watchlake.app.config.Channel.Address;
import io.watchlake.app.template.Defaults;
import io.watchlake.connectors.mail.client.SmtpClient.Security;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a configuration says of one channel, in both of its places. */
final class ChannelSection {

  private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
  private static final Set<String> MAIN =
      Set.of(ChannelType.EMAIL.label(), ChannelType.SLACK.label(), ChannelType.PAGERDUTY.label());

  private final Values values;
  private final String name;
  private final Path folder;

  ChannelSection(Values values, String name, Path folder) {
    this.values = values;
    this.name = name;
    this.folder = folder;
  }

  /** What kind it is; empty where neither its type nor its name says so. */
  Optional<ChannelType> type() {
    return values.find(ChannelKeys.TYPE, name).or(() -> Optional.of(name)).flatMap(ChannelType::of);
  }

  boolean enabled() {
    return values.find(ChannelKeys.ENABLED, name).orElse(true)
        && switch (name) {
          case "email" -> values.get(ChannelKeys.EMAIL_ENABLED);
          case "slack" -> values.get(ChannelKeys.SLACK_ENABLED);
          case "pagerduty" -> values.get(ChannelKeys.PAGERDUTY_ENABLED);
          default -> true;
        };
  }

  /** Whether the other place speaks of it, as it does of channels with these names. */
  static boolean isMain(String name) {
    return MAIN.contains(name);
  }

  /**
   * The channel.
   *
   * @throws Incomplete where something is missing that it cannot do without
   */
  Channel read() throws Incomplete {
    return switch (type().orElseThrow(() -> new Incomplete("what kind it is", "type", false))) {
      case EMAIL -> email();
      case SLACK -> slack();
      case PAGERDUTY -> pagerDuty();
      case WEBHOOK -> webhook();
      case ALERTMANAGER -> alertmanager();
    };
  }

  /** Something that a channel cannot do without is missing. */
  static final class Incomplete extends Exception {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final boolean isSecret;

    Incomplete(String what, String key, boolean isSecret) {
      super("it is not said " + what);
      this.key = key;
      this.isSecret = isSecret;
    }

    /** The last part of the key that would say it. */
    String key() {
      return key;
    }

    /** Whether it is a secret, which may be there as text. */
    boolean isSecret() {
      return isSecret;
    }
  }

  private Channel email() throws Incomplete {
    Security security =
        switch (values.find(ChannelKeys.TLS, name).orElse("starttls")) {
          case "tls" -> Security.TLS;
          case "none" -> Security.NONE;
          default -> Security.STARTTLS;
        };
    Optional<String> user = of(ChannelKeys.USERNAME).or(() -> main(ChannelKeys.EMAIL_USER));
    Optional<Secret> password = secret(ChannelKeys.PASSWORD, ChannelKeys.EMAIL_PASSWORD);
    String host =
        of(ChannelKeys.SMTP_SERVER)
            .or(() -> main(ChannelKeys.EMAIL_HOST))
            .orElseThrow(() -> new Incomplete("which server takes it", "smtp_server", false));
    List<String> recipients = of(ChannelKeys.RECIPIENTS).orElse(List.of());
    if (recipients.isEmpty()) {
      throw new Incomplete("who gets it", "recipients", false);
    }
    if (user.isPresent() != password.isPresent() && security != Security.NONE) {
      throw user.isPresent()
          ? new Incomplete("where the user's password is", "password_env", true)
          : new Incomplete("whose password it is", "username", false);
    }
    String from =
        of(ChannelKeys.FROM)
            .or(() -> user.filter(text -> text.contains("@")))
            .orElseGet(() -> "watchlake@" + host);
    return new Channel.Email(
        name,
        sendResolved(),
        authorities(),
        host,
        of(ChannelKeys.SMTP_PORT)
            .or(() -> main(ChannelKeys.EMAIL_PORT))
            .orElse(
                switch (security) {
                  case STARTTLS -> 587;
                  case TLS -> 465;
                  case NONE -> 25;
                }),
        security,
        security == Security.NONE ? Optional.empty() : user,
        security == Security.NONE ? Optional.empty() : password,
        from,
        recipients,
        of(ChannelKeys.SUBJECT).orElse(Defaults.TITLE),
        of(ChannelKeys.TEMPLATES).orElse(List.of(Defaults.HTML_FILE, Defaults.TEXT_FILE)).stream()
            .map(folder::resolve)
            .toList());
  }

  private Channel slack() throws Incomplete {
    return new Channel.Slack(
        name,
        sendResolved(),
        authorities(),
        secret(ChannelKeys.WEBHOOK_URL, ChannelKeys.SLACK_URL)
            .orElseThrow(
                () -> new Incomplete("where its webhook's address is", "webhook_url_env", true)),
        of(ChannelKeys.CHANNELS)
            .or(() -> main(ChannelKeys.SLACK_CHANNEL).map(List::of))
            .orElse(List.of()),
        of(ChannelKeys.MENTION_USERS).orElse(List.of()),
        of(ChannelKeys.TITLE).orElse(Defaults.TITLE),
        of(ChannelKeys.TEXT).orElse(Defaults.SLACK_TEXT));
  }

  private Channel pagerDuty() throws Incomplete {
    return new Channel.PagerDuty(
        name,
        sendResolved(),
        authorities(),
        of(ChannelKeys.URL).orElse(PAGERDUTY),
        secret(ChannelKeys.INTEGRATION_KEY, ChannelKeys.PAGERDUTY_KEY)
            .orElseThrow(
                () -> new Incomplete("where its integration key is", "integration_key_env", true)),
        of(ChannelKeys.SEVERITY_MAPPING).orElseThrow(),
        of(ChannelKeys.SUMMARY).orElse(Defaults.TITLE));
  }

  private Channel webhook() throws Incomplete {
    Address address =
        new Address(
            of(ChannelKeys.URL),
            SecretKeys.place(of(ChannelKeys.URL_ENV), of(ChannelKeys.URL_FILE), folder));
    if (address.open().isEmpty() && address.secret().isEmpty()) {
      throw new Incomplete("where requests go", "url", false);
    }
    return new Channel.Webhook(
        name,
        sendResolved(),
        authorities(),
        address,
        ChannelKeys.AUTHORIZATION.find(values, name, folder),
        of(ChannelKeys.MAX_ALERTS).orElseThrow());
  }

  private Channel alertmanager() throws Incomplete {
    return new Channel.Alertmanager(
        name,
        sendResolved(),
        authorities(),
        of(ChannelKeys.URL).orElseThrow(() -> new Incomplete("where it is", "url", false)),
        ChannelKeys.AUTHORIZATION.find(values, name, folder),
        of(ChannelKeys.HOLDS).orElseThrow());
  }

  private boolean sendResolved() {
    return of(ChannelKeys.SEND_RESOLVED).orElse(true);
  }

  private Optional<Path> authorities() {
    return of(ChannelKeys.CA_FILE).map(folder::resolve);
  }

  private <T> Optional<T> of(Key<T> key) {
    return values.find(key, name);
  }

  private <T> Optional<T> main(Key<T> key) {
    return isMain(name) ? values.find(key) : Optional.empty();
  }

  private Optional<Secret> secret(SecretKeys own, SecretKeys main) {
    return Stream.of(
            own.find(values, name, folder),
            isMain(name) ? main.find(values, folder) : Optional.<Secret>empty())
        .flatMap(Optional::stream)
        .findFirst();
  }
}
