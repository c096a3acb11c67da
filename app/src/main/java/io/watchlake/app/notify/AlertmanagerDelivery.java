package io.watchlake.app.notify;

import io.watchlake.app.config.Channel;
import io.watchlake.connectors.alertmanager.codec.AlertsCodec;
import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.connectors.channel.client.HttpChannel;
import io.watchlake.model.alert.Notification;
import java.net.URI;
import java.util.List;

/** Hands the alerts of a notification to an Alertmanager, which then tells whom it tells. */
final class AlertmanagerDelivery implements Delivery {

  private final Channel.Alertmanager channel;
  private final HttpChannel http;
  private final Revealer secrets;
  private final URI address;

  AlertmanagerDelivery(Channel.Alertmanager channel, HttpChannel http, Revealer secrets) {
    this.channel = channel;
    this.http = http;
    this.secrets = secrets;
    String root = channel.url().toString();
    this.address =
        URI.create(
            (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + "/api/v2/alerts");
  }

  @Override
  public List<String> send(Notification notification, String target)
      throws ChannelException, InterruptedException {
    http.post(
        address,
        WebhookDelivery.authorization(channel.authorization(), secrets),
        AlertsCodec.encode(notification, channel.holds()));
    return List.of();
  }
}
