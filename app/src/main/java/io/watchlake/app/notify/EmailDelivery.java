package io.watchlake.app.notify;

import io.watchlake.app.config.Channel;
import io.watchlake.app.template.Defaults;
import io.watchlake.app.template.Escaping;
import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.connectors.mail.client.SmtpClient;
import io.watchlake.connectors.mail.codec.Mail;
import io.watchlake.connectors.pagerduty.codec.PagerDutyEvent;
import io.watchlake.model.alert.Notification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells by e-mail: one mail for all recipients, with the same said as plain text and as HTML. */
final class EmailDelivery implements Delivery {

  private final Channel.Email channel;
  private final SmtpClient client;
  private final Revealer secrets;

  EmailDelivery(Channel.Email channel, SmtpClient client, Revealer secrets) {
    this.channel = channel;
    this.client = client;
    this.secrets = secrets;
  }

  @Override
  public List<String> send(Notification notification, String target) throws ChannelException {
    Wording wording = new Wording(notification);
    Mail mail =
        new Mail(
            notification.id() + '.' + channel.name(),
            PagerDutyEvent.dedupKey(notification.groupKey()),
            channel.from(),
            channel.recipients(),
            wording.fill("subject", channel.subject(), Defaults.TITLE, Escaping.NONE),
            wording.fill(file(false), Defaults.TEXT_FILE, Escaping.NONE),
            wording.fill(file(true), Defaults.HTML_FILE, Escaping.HTML),
            Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(notification.timeUnixNano())),
            Map.of("X-Watchlake-Notification", notification.id()));
    List<String> faults = new ArrayList<>(wording.faults());
    Optional<String> password =
        channel.password().isPresent()
            ? Optional.of(secrets.reveal(channel.password().get()))
            : Optional.empty();
    faults.addAll(client.send(mail, password.orElse(null)));
    return faults;
  }

  /** The first template of the kind; of a kind that has none, the built-in one. */
  private Path file(boolean html) {
    return channel.templates().stream()
        .filter(file -> file.toString().endsWith(".html") == html)
        .findFirst()
        .orElse(Path.of(html ? Defaults.HTML_FILE : Defaults.TEXT_FILE));
  }
}
