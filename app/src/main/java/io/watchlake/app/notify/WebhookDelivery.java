package io.watchlake.app.notify;

import io.watchlake.app.config.Channel;
import io.watchlake.app.config.Secret;
import io.watchlake.connectors.alertmanager.codec.WebhookCodec;
import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.connectors.channel.client.HttpChannel;
import io.watchlake.model.alert.Notification;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells a webhook as Alertmanager does. The notification's id is in headers. */
final class WebhookDelivery implements Delivery {

  private final Channel.Webhook channel;
  private final HttpChannel http;
  private final Revealer secrets;

  WebhookDelivery(Channel.Webhook channel, HttpChannel http, Revealer secrets) {
    this.channel = channel;
    this.http = http;
    this.secrets = secrets;
  }

  @Override
  public List<String> send(Notification notification, String target)
      throws ChannelException, InterruptedException {
    Map<String, String> headers = new HashMap<>(authorization(channel.authorization(), secrets));
    headers.put("X-Watchlake-Notification", notification.id());
    headers.put("Idempotency-Key", notification.id());
    http.post(address(), headers, WebhookCodec.encode(notification, channel.maxAlerts()));
    return List.of();
  }

  private URI address() throws ChannelException {
    Optional<Secret> secret = channel.address().secret();
    return secret.isPresent()
        ? Deliveries.address(secrets.reveal(secret.get()))
        : channel.address().open().orElseThrow();
  }

  /** The header that says who we are, where one is configured. */
  static Map<String, String> authorization(Optional<Secret> secret, Revealer secrets)
      throws ChannelException {
    return secret.isPresent() ? Map.of("Authorization", secrets.reveal(secret.get())) : Map.of();
  }
}
