package io.watchlake.app.notify;

import io.watchlake.connectors.alert.codec.SentCodec.Outcome;
import io.watchlake.model.alert.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is to be told next, in the order of the topic's partitions, and with that of each
 * group. For one thread.
 */
final class Backlog {

  private final Duration maxAge;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<String, Entry> newest = new HashMap<>();
  private int waiting;

  /**
   * @param maxAge an older notification gives way to a newer one of the same group
   */
  Backlog(Duration maxAge) {
    this.maxAge = maxAge;
  }

  /** A message of the topic, and how far it has come. */
  static final class Entry {

    private final TopicPartition partition;
    private final long offset;
    private final long arrivalMillis;
    private final @Nullable Notification notification;
    private int target;
    private int tries;
    private @Nullable Instant refusedSince;
    private @Nullable Outcome unwritten;

    Entry(
        TopicPartition partition,
        long offset,
        long arrivalMillis,
        @Nullable Notification notification) {
      this.partition = partition;
      this.offset = offset;
      this.arrivalMillis = arrivalMillis;
      this.notification = notification;
    }

    TopicPartition partition() {
      return partition;
    }

    long offset() {
      return offset;
    }

    long arrivalMillis() {
      return arrivalMillis;
    }

    /** Null where the channel has nothing to do with it. */
    @Nullable Notification notification() {
      return notification;
    }

    /** Which of the channel's targets is next. */
    int target() {
      return target;
    }

    /** The next target, of which nothing was tried yet. */
    void nextTarget() {
      target++;
      tries = 0;
      refusedSince = null;
      unwritten = null;
    }

    /** How often it was tried in vain. */
    int tries() {
      return tries;
    }

    void tried() {
      tries++;
    }

    /** Since when the target takes it not, but wants it later. */
    Instant refusedSince(Instant now) {
      if (refusedSince == null) {
        refusedSince = now;
      }
      return refusedSince;
    }

    /** What became of it, where that is not in the log of what was sent yet. */
    @Nullable Outcome unwritten() {
      return unwritten;
    }

    void unwritten(Outcome outcome) {
      unwritten = outcome;
    }
  }

  void add(Entry entry) {
    entries.add(entry);
    Notification notification = entry.notification();
    if (notification != null) {
      newest.put(group(notification), entry);
      waiting++;
    }
  }

  /** What is next; null where nothing is. */
  @Nullable Entry head() {
    return entries.peek();
  }

  /** What was next is done. */
  void finish() {
    Entry done = entries.remove();
    Notification notification = done.notification();
    if (notification != null) {
      newest.remove(group(notification), done);
      waiting--;
    }
  }

  /** Forgets what came of a partition that others read now. */
  void drop(TopicPartition partition) {
    entries.removeIf(entry -> entry.partition().equals(partition));
    newest.values().removeIf(entry -> entry.partition().equals(partition));
    waiting = (int) entries.stream().filter(entry -> entry.notification() != null).count();
  }

  /** Whether something newer of its group waits, and it is too old to be told beside that. */
  boolean isSuperseded(Entry entry, Instant now) {
    Notification notification = entry.notification();
    if (notification == null || newest.get(group(notification)) == entry) {
      return false;
    }
    Instant decided =
        Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(notification.timeUnixNano()));
    return decided.plus(maxAge).isBefore(now);
  }

  int size() {
    return entries.size();
  }

  /** How many notifications are to be told. */
  int waiting() {
    return waiting;
  }

  private static String group(Notification notification) {
    return notification.receiver() + '\n' + notification.groupKey();
  }
}
