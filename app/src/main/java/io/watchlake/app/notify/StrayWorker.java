package io.watchlake.app.notify;

import io.watchlake.app.config.Configuration.Alerting;
import io.watchlake.app.notify.Backlog.Entry;
import io.watchlake.connectors.alert.codec.NotificationCodec;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.alert.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters of what no channel takes on: messages that are no notifications, receivers
 * that are not configured, and channels that lack something they cannot do without. Kafka may be
 * told of one of them twice, under the same key.
 */
final class StrayWorker implements FeedLoop.Work {

  /** The name of its reader: no channel can be called so. */
  static final String READER = "(stray)";

  private static final Logger LOG = LoggerFactory.getLogger(StrayWorker.class);
  private static final int HELD = 500;
  private static final int TARGETS = 100;
  private static final Duration KAFKA_AGAIN = Duration.ofSeconds(1);

  private final Alerting settings;
  private final DeadLetterBox deadLetters;
  private final ChannelStats stats;
  private final InstantSource clock;
  private final Deque<ConsumerRecord<byte[], byte[]>> messages = new ArrayDeque<>();
  private Instant notBefore = Instant.MIN;

  StrayWorker(
      Alerting settings, DeadLetterBox deadLetters, ChannelStats stats, InstantSource clock) {
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.stats = stats;
    this.clock = clock;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    messages.add(message);
  }

  @Override
  public void drop(TopicPartition partition) {
    messages.removeIf(
        message ->
            message.topic().equals(partition.topic())
                && message.partition() == partition.partition());
  }

  @Override
  public boolean takesMore() {
    return messages.size() < HELD;
  }

  @Override
  public Optional<Instant> due() {
    return messages.isEmpty() ? Optional.empty() : Optional.of(notBefore);
  }

  @Override
  public Optional<Entry> step() throws InterruptedException {
    ConsumerRecord<byte[], byte[]> message = messages.peek();
    if (message == null) {
      return Optional.empty();
    }
    try {
      look(message);
    } catch (IOException e) {
      LOG.warn("Kafka does not take a dead letter: {}", e.getMessage());
      notBefore = clock.instant().plus(KAFKA_AGAIN);
      return Optional.empty();
    }
    messages.remove();
    return Optional.of(
        new Entry(
            new TopicPartition(message.topic(), message.partition()),
            message.offset(),
            message.timestamp(),
            null));
  }

  private void look(ConsumerRecord<byte[], byte[]> message)
      throws IOException, InterruptedException {
    Notification notification;
    try {
      notification = NotificationCodec.decode(message.value());
    } catch (IllegalArgumentException e) {
      bury(message, Origin.WHOLE_MESSAGE, Reason.UNDECODABLE, String.valueOf(e.getMessage()));
      return;
    }
    String receiver = notification.receiver();
    int place = 0;
    for (String channel : settings.channelsOf(receiver)) {
      String lacks = settings.unusable().get(channel);
      if (lacks != null) {
        bury(
            message,
            place * TARGETS,
            Reason.UNDELIVERED,
            "channel " + channel + " is not usable: " + lacks);
      }
      place++;
    }
    if (place == 0) {
      bury(
          message,
          Origin.WHOLE_MESSAGE,
          Reason.INVALID_VALUE,
          "there is no receiver '"
              + receiver
              + "'; define a channel of its name in notification_channels");
    }
  }

  private void bury(ConsumerRecord<byte[], byte[]> message, int index, Reason reason, String detail)
      throws IOException, InterruptedException {
    byte[] value = message.value();
    deadLetters.put(
        new Origin(message.topic(), message.partition(), message.offset(), index),
        message.timestamp(),
        reason,
        detail,
        value == null ? new byte[0] : value);
    stats.dead();
    stats.failed(detail, clock.instant());
    LOG.error("a notification is given up: {}", detail);
  }
}
