package io.watchlake.app.replay;

import io.watchlake.app.ingest.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until the search export has read the log records sent, so that its job is not stopped with
 * the index half full. It gives up when the job gets no further for a while: the lakehouse is
 * complete without the index, and the job may catch up later.
 */
final class ExportWait {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final List<OffsetRange> sent;
  private final Supplier<Map<TopicPartition, Long>> committed;
  private final Duration patience;

  /**
   * A wait.
   *
   * @param sent where the log records lie
   * @param committed what the export's consumer group has committed; may throw while Kafka is away
   * @param patience how long nothing may change
   */
  ExportWait(
      List<OffsetRange> sent, Supplier<Map<TopicPartition, Long>> committed, Duration patience) {
    this.sent = sent;
    this.committed = committed;
    this.patience = patience;
  }

  /** Messages that carry the log records. */
  long messages() {
    return behind(Map.of());
  }

  /**
   * Waits; {@code progress} is told the messages exported after each look.
   *
   * @return messages that are not exported; 0 when all are
   */
  long await(LongConsumer progress) throws InterruptedException {
    long all = messages();
    long behind = all;
    long changed = System.nanoTime();
    while (behind > 0 && System.nanoTime() - changed <= patience.toNanos()) {
      long now = look(behind);
      if (now != behind) {
        behind = now;
        changed = System.nanoTime();
      }
      progress.accept(all - behind);
      if (behind > 0) {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    }
    return behind;
  }

  private long look(long before) {
    try {
      return behind(committed.get());
    } catch (RuntimeException kafkaAway) {
      // It may be back at the next look; if it stays away, patience ends.
      return before;
    }
  }

  private long behind(Map<TopicPartition, Long> position) {
    return sent.stream()
        .mapToLong(
            range -> {
              long next =
                  position.getOrDefault(new TopicPartition(range.topic(), range.partition()), 0L);
              return Math.max(0, range.last() + 1 - Math.max(range.first(), next));
            })
        .sum();
  }
}
