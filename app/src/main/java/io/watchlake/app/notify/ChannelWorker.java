package io.watchlake.app.notify;

import io.watchlake.app.config.Configuration.Alerting;
import io.watchlake.app.notify.Backlog.Entry;
import io.watchlake.connectors.alert.client.SentLog;
import io.watchlake.connectors.alert.codec.NotificationCodec;
import io.watchlake.connectors.alert.codec.SentCodec.Outcome;
import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.alert.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one channel what it is to be told, one after the other: a channel that does not answer
 * keeps nobody waiting but itself.
 *
 * <p>Before a message is sent the log of what was sent is asked; after it was taken, the log is
 * written, and only then Kafka is told how far the topic is read. So whatever happens, each message
 * is sent once, but for one that was on its way when the process died: it is sent again, with the
 * same ids.
 */
final class ChannelWorker implements FeedLoop.Work {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelWorker.class);
  private static final int HELD = 2000;
  private static final int TARGETS = 100;
  private static final Duration KAFKA_AGAIN = Duration.ofSeconds(1);
  private static final Duration LEAST_WAIT = Duration.ofMillis(100);

  private final String channel;
  private final boolean sendResolved;
  private final Alerting settings;
  private final Delivery delivery;
  private final SentLog log;
  private final DeadLetterBox deadLetters;
  private final ChannelStats stats;
  private final InstantSource clock;
  private final Backlog backlog;
  private Instant notBefore = Instant.MIN;
  private Instant lastMessage = Instant.MIN;

  /**
   * @param channel its name
   * @param sendResolved which notifications it is meant by
   */
  ChannelWorker(
      String channel,
      boolean sendResolved,
      Alerting settings,
      Delivery delivery,
      SentLog log,
      DeadLetterBox deadLetters,
      ChannelStats stats,
      InstantSource clock) {
    this.channel = channel;
    this.sendResolved = sendResolved;
    this.settings = settings;
    this.delivery = delivery;
    this.log = log;
    this.deadLetters = deadLetters;
    this.stats = stats;
    this.clock = clock;
    this.backlog = new Backlog(settings.maxAge());
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    backlog.add(
        new Entry(
            new TopicPartition(message.topic(), message.partition()),
            message.offset(),
            message.timestamp(),
            mine(message.value())));
    stats.waiting(backlog.waiting());
  }

  /** The notification, if this channel is to tell it. */
  private @Nullable Notification mine(byte @Nullable [] value) {
    try {
      Notification notification = NotificationCodec.decode(value);
      return notification.sendResolved() == sendResolved
              && settings.channelsOf(notification.receiver()).contains(channel)
          ? notification
          : null;
    } catch (IllegalArgumentException e) {
      return null; // StrayWorker tells of it.
    }
  }

  @Override
  public void drop(TopicPartition partition) {
    backlog.drop(partition);
    stats.waiting(backlog.waiting());
  }

  @Override
  public boolean takesMore() {
    return backlog.size() < HELD;
  }

  @Override
  public Optional<Instant> due() {
    return backlog.head() == null ? Optional.empty() : Optional.of(notBefore);
  }

  @Override
  public Optional<Entry> step() throws InterruptedException {
    Entry head = backlog.head();
    if (head == null) {
      return Optional.empty();
    }
    Notification notification = head.notification();
    if (notification == null || head.target() >= delivery.targets().size()) {
      return finished(head);
    }
    Instant now = clock.instant();
    String target = delivery.targets().get(head.target());
    Outcome unwritten = head.unwritten();
    if (unwritten != null) {
      write(head, notification, target, unwritten);
    } else if (log.contains(notification.id(), channel, target)) {
      stats.repeated();
      head.nextTarget();
    } else if (head.tries() == 0 && backlog.isSuperseded(head, now)) {
      stats.superseded();
      LOG.info("{}: notification {} gives way to newer", channel, notification.id());
      write(head, notification, target, Outcome.SUPERSEDED);
    } else if (now.isBefore(earliest())) {
      notBefore = earliest();
    } else {
      send(head, notification, target);
    }
    return Optional.empty();
  }

  private Optional<Entry> finished(Entry head) {
    backlog.finish();
    stats.waiting(backlog.waiting());
    return Optional.of(head);
  }

  private Instant earliest() {
    return lastMessage.equals(Instant.MIN) ? lastMessage : lastMessage.plus(delivery.pause());
  }

  private void send(Entry head, Notification notification, String target)
      throws InterruptedException {
    try {
      delivery
          .send(notification, target)
          .forEach(
              fault -> {
                stats.fault(fault, clock.instant());
                LOG.warn("{}: {}", channel, fault);
              });
      stats.sent(clock.instant());
      lastMessage = clock.instant();
      write(head, notification, target, Outcome.SENT);
    } catch (ChannelException e) {
      lastMessage = clock.instant();
      refused(head, notification, target, e);
    } catch (RuntimeException e) {
      LOG.error("{}: notification {} cannot be sent", channel, notification.id(), e);
      bury(head, notification, target, Reason.INVALID_VALUE, "it cannot be sent: " + e);
    }
  }

  private void refused(
      Entry head, Notification notification, String target, ChannelException refusal)
      throws InterruptedException {
    Instant now = clock.instant();
    Optional<Duration> wanted = refusal.retryAfter();
    // Who says when to come again is there; that it is busy does not count for long.
    boolean busy =
        wanted.isPresent() && head.refusedSince(now).plus(settings.maxAge()).isAfter(now);
    if (refusal.isRetryable() && (busy || head.tries() < settings.retries())) {
      if (!busy) {
        head.tried();
      }
      stats.retried(refusal.getMessage(), now);
      Duration wait = wanted.orElse(settings.retryDelay());
      notBefore = now.plus(wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait);
      LOG.warn(
          "{}: notification {} is tried again in {} ms: {}",
          channel,
          notification.id(),
          wait.toMillis(),
          refusal.getMessage());
      return;
    }
    stats.failed(refusal.getMessage(), now);
    bury(
        head,
        notification,
        target,
        refusal.isRetryable() ? Reason.UNDELIVERED : Reason.REFUSED,
        refusal.getMessage());
  }

  /** Makes a dead letter of it; if Kafka does not take that, the message is tried once more. */
  private void bury(
      Entry head, Notification notification, String target, Reason reason, String detail)
      throws InterruptedException {
    LOG.error("{}: notification {} is given up: {}", channel, notification.id(), detail);
    int place = settings.channelsOf(notification.receiver()).indexOf(channel);
    try {
      deadLetters.put(
          new Origin(
              head.partition().topic(),
              head.partition().partition(),
              head.offset(),
              place * TARGETS + head.target()),
          head.arrivalMillis(),
          reason,
          "channel " + channel + (target.isEmpty() ? "" : ", " + target) + ": " + detail,
          NotificationCodec.encode(notification));
      stats.dead();
      write(head, notification, target, Outcome.DEAD);
    } catch (IOException e) {
      LOG.warn("{}: Kafka does not take the dead letter: {}", channel, e.getMessage());
      notBefore = clock.instant().plus(KAFKA_AGAIN);
    }
  }

  /** Nothing else is done before the log has it. */
  private void write(Entry head, Notification notification, String target, Outcome outcome)
      throws InterruptedException {
    head.unwritten(outcome);
    try {
      log.put(notification.id(), channel, target, outcome);
      head.nextTarget();
    } catch (IOException e) {
      LOG.warn("{}: Kafka does not take what was sent: {}", channel, e.getMessage());
      notBefore = clock.instant().plus(KAFKA_AGAIN);
    }
  }
}
