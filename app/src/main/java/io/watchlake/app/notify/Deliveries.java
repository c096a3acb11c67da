package io.watchlake.app.notify;

import io.watchlake.app.config.Channel;
import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.connectors.channel.client.HttpChannel;
import io.watchlake.connectors.channel.client.Trust;
import io.watchlake.connectors.mail.client.SmtpClient;
import io.watchlake.model.alert.Notification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Makes what tells a channel, from how it is configured. */
final class Deliveries {

  private Deliveries() {}

  /**
   * Tells a channel.
   *
   * @param timeout how long it may take to answer
   * @param environment where secrets are
   */
  static Delivery of(Channel channel, Duration timeout, Map<String, String> environment) {
    Revealer secrets = new Revealer(environment);
    try {
      return trusting(channel, timeout, secrets, trust(channel.authorities()));
    } catch (IOException e) {
      return new Hopeless("nothing is sent by it: " + e.getMessage());
    }
  }

  private static Delivery trusting(
      Channel channel, Duration timeout, Revealer secrets, SSLContext trust) {
    if (channel instanceof Channel.Email email) {
      SmtpClient.Server server =
          new SmtpClient.Server(
              email.host(),
              email.port(),
              email.security(),
              email.user().orElse(null),
              timeout,
              trust);
      return new EmailDelivery(email, new SmtpClient(server), secrets);
    }
    HttpChannel http = new HttpChannel(timeout, trust);
    if (channel instanceof Channel.Slack slack) {
      return new SlackDelivery(slack, http, secrets);
    }
    if (channel instanceof Channel.PagerDuty pagerDuty) {
      return new PagerDutyDelivery(pagerDuty, http, secrets);
    }
    if (channel instanceof Channel.Webhook webhook) {
      return new WebhookDelivery(webhook, http, secrets);
    }
    return new AlertmanagerDelivery((Channel.Alertmanager) channel, http, secrets);
  }

  private static SSLContext trust(Optional<Path> authorities) throws IOException {
    return authorities.isPresent() ? Trust.in(authorities.get()) : Trust.usual();
  }

  /**
   * A secret that is an address.
   *
   * @throws ChannelException where it is none; it is not repeated
   */
  static URI address(String secret) throws ChannelException {
    URI address;
    try {
      address = URI.create(secret.strip());
    } catch (IllegalArgumentException e) {
      throw ChannelException.later("its secret is not an address", (Throwable) null);
    }
    if (address.getHost() == null || !String.valueOf(address.getScheme()).startsWith("http")) {
      throw ChannelException.later("its secret is not an http or https address", (Throwable) null);
    }
    return address;
  }

  /** A channel that cannot be told as it is configured. */
  private record Hopeless(String why) implements Delivery {

    @Override
    public List<String> send(Notification notification, String target) throws ChannelException {
      throw ChannelException.later(why, (@Nullable Throwable) null);
    }
  }
}
