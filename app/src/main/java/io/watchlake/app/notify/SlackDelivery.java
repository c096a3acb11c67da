package io.watchlake.app.notify;

import io.watchlake.app.config.Channel;
import io.watchlake.app.template.Defaults;
import io.watchlake.app.template.Escaping;
import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.connectors.channel.client.HttpChannel;
import io.watchlake.connectors.slack.codec.SlackMessage;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.Notification;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tells Slack: a message for each of its channels, not more than one a second. */
final class SlackDelivery implements Delivery {

  /** Slack's limit. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final String RED = "#a30200";
  private static final String GREEN = "#1b7f3b";

  private final Channel.Slack channel;
  private final HttpChannel http;
  private final Revealer secrets;

  SlackDelivery(Channel.Slack channel, HttpChannel http, Revealer secrets) {
    this.channel = channel;
    this.http = http;
    this.secrets = secrets;
  }

  @Override
  public List<String> targets() {
    return channel.channels().isEmpty() ? ONE : channel.channels();
  }

  @Override
  public Duration pause() {
    return PAUSE;
  }

  @Override
  public List<String> send(Notification notification, String target)
      throws ChannelException, InterruptedException {
    Wording wording = new Wording(notification);
    boolean fires = notification.status() == AlertStatus.FIRING;
    SlackMessage message =
        new SlackMessage(
            target.isEmpty() ? null : target,
            fires ? channel.mentions() : List.of(),
            wording.fill("title", channel.title(), Defaults.TITLE, Escaping.NONE),
            wording.fill("text", channel.text(), Defaults.SLACK_TEXT, Escaping.SLACK),
            SlackMessage.escape(
                "to " + notification.receiver() + ", notification " + notification.id()),
            fires ? RED : GREEN);
    http.post(Deliveries.address(secrets.reveal(channel.webhook())), Map.of(), message.encode());
    return wording.faults();
  }
}
