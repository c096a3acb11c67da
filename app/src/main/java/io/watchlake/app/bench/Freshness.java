package io.watchlake.app.bench;

import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.model.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks SQL again and again how far it sees, and notes of each message how long after its arrival
 * that was. A message counts as seen when the answer is there, so the time the question takes is
 * part of it.
 */
final class Freshness implements Runnable {

  private static final long LOOK_MILLIS = 250;

  /** Newer points than this are looked for; older ones were seen, or are not coming. */
  private static final Duration RECENT = Duration.ofMinutes(5);

  private final SqlEngine sql;
  private final Map<Integer, NavigableMap<Long, Long>> unseen = new ConcurrentHashMap<>();
  private final List<Long> delays = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  Freshness(SqlEngine sql) {
    this.sql = sql;
  }

  /** Notes a message; from any thread. */
  void arrived(int partition, long offset, long arrivalMillis) {
    unseen
        .computeIfAbsent(partition, ignored -> new ConcurrentSkipListMap<>())
        .put(offset, arrivalMillis);
  }

  /** How many messages have not been seen yet. */
  int unseen() {
    return unseen.values().stream().mapToInt(Map::size).sum();
  }

  /** Looks until {@link #stop}. */
  @Override
  public void run() {
    while (!stopped.get()) {
      look();
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  void stop() {
    stopped.set(true);
  }

  private void look() {
    List<? extends List<?>> rows =
        sql.query(
                "SELECT _origin.\"partition\", max(_origin.offset_last) FROM "
                    + Tables.METRIC_CHUNKS
                    + " WHERE ts >= TIMESTAMPTZ '"
                    + Instant.now().minus(RECENT)
                    + "' GROUP BY 1")
            .rows();
    long now = System.currentTimeMillis();
    for (List<?> row : rows) {
      NavigableMap<Long, Long> ofPartition = unseen.get(((Number) row.get(0)).intValue());
      if (ofPartition != null) {
        // A commit holds whole messages, all those before its last one included.
        Map<Long, Long> seen = ofPartition.headMap(((Number) row.get(1)).longValue(), true);
        seen.values().forEach(arrival -> delays.add(now - arrival));
        seen.clear();
      }
    }
  }

  /** The delay that {@code share} of the messages did not pass, in seconds; after the run. */
  double seconds(double share) {
    long[] sorted = delays.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    int at = (int) Math.ceil(share * sorted.length) - 1;
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, at)] / 1_000.0;
  }
}
