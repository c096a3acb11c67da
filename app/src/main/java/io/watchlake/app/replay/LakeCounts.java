package io.watchlake.app.replay;

import io.watchlake.app.ingest.OffsetRange;
import io.watchlake.app.ingest.Signal;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts in committed snapshots what became of the records of some Kafka messages. */
final class LakeCounts {

  private final SqlEngine sql;
  private final Timeline timeline;

  LakeCounts(SqlEngine sql, Timeline timeline) {
    this.sql = sql;
    this.timeline = timeline;
  }

  /**
   * What became of records.
   *
   * @param rows rows in the lakehouse; for metrics, points
   * @param dead dead letters
   */
  record Arrived(long rows, long dead) {

    static final Arrived NOTHING = new Arrived(0, 0);

    long total() {
      return rows + dead;
    }
  }

  /**
   * Counts the records of messages.
   *
   * @param ranges the messages, all of this timeline's topic of {@code signal}
   * @throws RuntimeException when the lakehouse cannot be read now
   */
  Arrived count(Signal signal, List<OffsetRange> ranges) {
    if (ranges.isEmpty()) {
      return Arrived.NOTHING;
    }
    long rows =
        switch (signal) {
          case TRACES -> number("count(*)", Tables.SPANS, exactly(ranges));
          case LOGS -> number("count(*)", Tables.LOGS, exactly(ranges));
          case METRICS ->
              number("sum(point_count)", Tables.METRIC_CHUNKS, within(ranges))
                  + number("count(*)", Tables.METRIC_DISTRIBUTIONS, exactly(ranges));
        };
    return new Arrived(rows, number("count(*)", Tables.DEAD_LETTERS, exactly(ranges)));
  }

  private long number(String what, String table, String where) {
    @Nullable Object value =
        sql.query(
                "SELECT CAST(coalesce("
                    + what
                    + ", 0) AS BIGINT) FROM "
                    + table
                    + " WHERE timeline = '"
                    + timeline
                    + "' AND ("
                    + where
                    + ")")
            .rows()
            .get(0)
            .get(0);
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static String exactly(List<OffsetRange> ranges) {
    return condition(ranges, "_origin.\"offset\"", "_origin.\"offset\"");
  }

  /** Chunks gather points of several messages; none is of two replays, which flush in between. */
  private static String within(List<OffsetRange> ranges) {
    return condition(ranges, "_origin.offset_first", "_origin.offset_last");
  }

  private static String condition(List<OffsetRange> ranges, String first, String last) {
    return ranges.stream()
        .map(
            range ->
                "(_origin.topic = '"
                    + range.topic()
                    + "' AND _origin.\"partition\" = "
                    + range.partition()
                    + " AND "
                    + first
                    + " >= "
                    + range.first()
                    + " AND "
                    + last
                    + " <= "
                    + range.last()
                    + ")")
        .collect(Collectors.joining(" OR "));
  }
}
