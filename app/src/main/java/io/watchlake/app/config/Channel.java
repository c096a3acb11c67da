package io.watchlake.app.config;

import io.watchlake.connectors.mail.client.SmtpClient.Security;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way to reach people, or systems that do. */
public sealed interface Channel {

  /** Its name in the configuration. */
  String name();

  /** Whether it is told when alerts are over. */
  boolean sendResolved();

  /** The only authorities whose certificates it believes; empty for those this Java believes. */
  Optional<Path> authorities();

  /**
   * E-mail.
   *
   * @param host the mail server
   * @param security how it is spoken to
   * @param user whom it knows us as, always with a password; empty where it does not ask
   * @param recipients at least one
   * @param subject a template
   * @param templates files of templates: {@code .html} for the HTML, others for the plain text
   */
  record Email(
      String name,
      boolean sendResolved,
      Optional<Path> authorities,
      String host,
      int port,
      Security security,
      Optional<String> user,
      Optional<Secret> password,
      String from,
      List<String> recipients,
      String subject,
      List<Path> templates)
      implements Channel {

    public Email {
      recipients = List.copyOf(recipients);
      templates = List.copyOf(templates);
    }
  }

  /**
   * Slack.
   *
   * @param webhook the address of the incoming webhook
   * @param channels each gets the message; empty for where the webhook leads
   * @param mentions who is called
   * @param title a template
   * @param text a template
   */
  record Slack(
      String name,
      boolean sendResolved,
      Optional<Path> authorities,
      Secret webhook,
      List<String> channels,
      List<String> mentions,
      String title,
      String text)
      implements Channel {

    public Slack {
      channels = List.copyOf(channels);
      mentions = List.copyOf(mentions);
    }
  }

  /**
   * PagerDuty.
   *
   * @param url of the Events API
   * @param key the integration's key
   * @param severities PagerDuty's names by ours
   * @param summary a template
   */
  record PagerDuty(
      String name,
      boolean sendResolved,
      Optional<Path> authorities,
      URI url,
      Secret key,
      Map<String, String> severities,
      String summary)
      implements Channel {

    public PagerDuty {
      severities = Map.copyOf(severities);
    }
  }

  /** Where requests go: in the open, or a secret as a whole. One of both is there. */
  record Address(Optional<URI> open, Optional<Secret> secret) {}

  /**
   * A webhook that is told as Alertmanager tells it.
   *
   * @param authorization the header of this name
   * @param maxAlerts how many alerts a request tells of at most; 0 for all
   */
  record Webhook(
      String name,
      boolean sendResolved,
      Optional<Path> authorities,
      Address address,
      Optional<Secret> authorization,
      int maxAlerts)
      implements Channel {}

  /**
   * An Alertmanager.
   *
   * @param url its root, without {@code /api/v2/alerts}
   * @param authorization the header of this name
   * @param holds for how long an alert fires of which nothing more is heard
   */
  record Alertmanager(
      String name,
      boolean sendResolved,
      Optional<Path> authorities,
      URI url,
      Optional<Secret> authorization,
      Duration holds)
      implements Channel {}
}
