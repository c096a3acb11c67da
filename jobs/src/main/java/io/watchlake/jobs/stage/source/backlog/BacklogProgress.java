package io.watchlake.jobs.stage.source.backlog;

import io.watchlake.model.RawMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How far the partitions of one reader are through a backlog, and which of them have to wait.
 *
 * <ul>
 *   <li>The time of a message is what it says itself, but never after its arrival, so that a wrong
 *       clock does not send a partition to the year 2100, nor before the epoch.
 *   <li>A partition that is read as it is written, or is silent, neither waits nor is waited for:
 *       there is no backlog, and a host whose clock is days slow must not stop the others.
 * </ul>
 *
 * <p>Times are milliseconds since the epoch.
 */
final class BacklogProgress {

  /** Of what is not waited for, and does not wait. */
  static final long NOWHERE = Long.MAX_VALUE;

  /** What arrived so long ago at most is read as it is written. */
  static final Duration FRESH = Duration.ofSeconds(5);

  /** A partition that was silent so long, though it could have been read, has nothing to read. */
  static final Duration SILENT = Duration.ofSeconds(2);

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** What is known of a partition. */
  private static final class Partition {
    long reached = NOWHERE;
    boolean isWaitedFor;
    boolean waits;
    long readAtNanos;
  }

  /** Which partitions are to be read no more for now, and which again. */
  record Change(List<String> pause, List<String> resume) {
    boolean isEmpty() {
      return pause.isEmpty() && resume.isEmpty();
    }
  }

  private static final Change NO_CHANGE = new Change(List.of(), List.of());

  private final MessageTime times;
  private final LongSupplier wallClockMillis;
  private final Map<String, Partition> partitions = new LinkedHashMap<>();
  private long limit = NOWHERE;

  /** How many partitions wait. */
  private int waiting;

  /**
   * How long there was something to read from every partition that does not wait, if it had any.
   */
  private long readingNanos;

  /**
   * @param wallClockMillis milliseconds since the epoch
   */
  BacklogProgress(MessageTime times, LongSupplier wallClockMillis) {
    this.times = times;
    this.wallClockMillis = wallClockMillis;
  }

  /** Takes what was read of a partition. */
  void read(String name, RawMessage message) {
    Partition partition = partitions.computeIfAbsent(name, unused -> new Partition());
    partition.readAtNanos = readingNanos;
    if (message.arrivalMillis() >= wallClockMillis.getAsLong() - FRESH.toMillis()) {
      partition.isWaitedFor = false;
      return;
    }
    long time = time(message);
    if (partition.reached == NOWHERE || time > partition.reached) {
      partition.reached = time;
    }
    partition.isWaitedFor = true;
  }

  private long time(RawMessage message) {
    byte[] value = message.value();
    OptionalLong said = value == null ? OptionalLong.empty() : times.unixNano(value);
    long millis =
        said.isEmpty()
            ? message.arrivalMillis()
            : Math.min(message.arrivalMillis(), said.getAsLong() / NANOS_PER_MILLI);
    return Math.max(0, millis);
  }

  /** Says that for some time partitions that do not wait could have been read. */
  void couldRead(long nanos) {
    readingNanos += nanos;
    for (Partition partition : partitions.values()) {
      if (partition.waits) {
        partition.readAtNanos = readingNanos;
      } else if (readingNanos - partition.readAtNanos > SILENT.toNanos()) {
        partition.isWaitedFor = false;
      }
    }
  }

  /** Nanoseconds after which a partition will be silent if nothing is read; empty for never. */
  OptionalLong nanosToSilence() {
    return partitions.values().stream()
        .filter(partition -> partition.isWaitedFor && !partition.waits)
        .mapToLong(partition -> partition.readAtNanos + SILENT.toNanos() + 1 - readingNanos)
        .min();
  }

  /** Where the slowest partition is that is waited for; {@link #NOWHERE} where none is. */
  long reached() {
    long slowest = NOWHERE;
    for (Partition partition : partitions.values()) {
      if (partition.isWaitedFor) {
        slowest = Math.min(slowest, partition.reached);
      }
    }
    return slowest;
  }

  /**
   * Says how far partitions may be read.
   *
   * @param millis {@link #NOWHERE} for no limit
   */
  void limit(long millis) {
    limit = millis;
  }

  /** What has changed of which partitions wait since the last call. */
  Change change() {
    if (limit == NOWHERE && waiting == 0) {
      return NO_CHANGE;
    }
    List<String> pause = new ArrayList<>();
    List<String> resume = new ArrayList<>();
    partitions.forEach(
        (name, partition) -> {
          boolean waits = partition.isWaitedFor && partition.reached > limit;
          if (waits != partition.waits) {
            partition.waits = waits;
            waiting += waits ? 1 : -1;
            (waits ? pause : resume).add(name);
          }
        });
    return new Change(pause, resume);
  }
}
