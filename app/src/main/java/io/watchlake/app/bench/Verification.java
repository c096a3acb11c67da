package io.watchlake.app.bench;

import io.watchlake.app.cli.CommandException;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.lakehouse.sql.CommittedRecords;
import io.watchlake.lakehouse.sql.CommittedRecords.Count;
import io.watchlake.lakehouse.sql.CommittedRecords.OffsetRange;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sees in SQL that the archive holds what was sent, neither more nor less. */
final class Verification {

  private static final Duration LOOK = Duration.ofMillis(500);

  /** The last points close no window: senders may be late by a minute, and hosts take turns. */
  private static final int OPEN_MINUTES = 4;

  private static final String DIFFERENT_MINUTES =
      "SELECT count(*) FROM (SELECT ts, sum(count) AS points FROM "
          + Tables.ROLLUPS_1M
          + " GROUP BY ts) AS told JOIN (SELECT ts, sum(point_count) AS points FROM "
          + Tables.METRIC_CHUNKS
          + " GROUP BY ts) AS archived USING (ts) WHERE told.points <> archived.points";

  private final SqlEngine sql;

  Verification(SqlEngine sql) {
    this.sql = sql;
  }

  /**
   * Waits until all points of the topic of metrics are rows; what a checkpoint covers is committed
   * a moment after it.
   *
   * @throws CommandException if points are missing, twice there, or dead letters
   */
  void awaitPoints(TopicAdmin kafka, long points, Duration patience) throws InterruptedException {
    CommittedRecords records = new CommittedRecords(sql);
    Map<Integer, OffsetRange> ranges = ranges(kafka);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long rows = 0;
      long dead = 0;
      for (Count count : records.count(Topics.OTLP_METRICS, ranges).values()) {
        rows += count.rows();
        dead += count.deadLetters();
      }
      if (rows == points && dead == 0) {
        return;
      }
      if (rows > points || dead > 0 || System.nanoTime() > deadline) {
        throw CommandException.failed(
            "NOT VERIFIED: "
                + points
                + " points were sent, and "
                + rows
                + " are rows, "
                + dead
                + " dead letters");
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }

  /** All messages of the topic, by partition. */
  private static Map<Integer, OffsetRange> ranges(TopicAdmin kafka) {
    Map<Integer, OffsetRange> ranges = new HashMap<>();
    kafka
        .endOffsets(List.of(Topics.OTLP_METRICS))
        .forEach(
            (partition, end) -> {
              if (end > 0) {
                ranges.put(partition.partition(), new OffsetRange(0, end - 1));
              }
            });
    return ranges;
  }

  /**
   * Sees that the catalog of series lists every series sent and no other.
   *
   * @throws CommandException if it does not
   */
  void series(long sent) {
    long listed = number("SELECT count(DISTINCT series) FROM " + Tables.SERIES);
    if (listed != sent) {
      throw CommandException.failed(
          "NOT VERIFIED: " + sent + " series were sent, and " + listed + " are listed");
    }
  }

  /**
   * Sees that the rollups of each minute hold the points of that minute's chunks, and that none are
   * missing but those of the last minutes, which are still open.
   *
   * @return rows of the tables of rollups
   * @throws CommandException if they do not, or points were late
   */
  Map<String, Long> rollups(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long minutes = number("SELECT count(DISTINCT ts) FROM " + Tables.METRIC_CHUNKS);
    while (number("SELECT count(DISTINCT ts) FROM " + Tables.ROLLUPS_1M) < minutes - OPEN_MINUTES) {
      if (System.nanoTime() > deadline) {
        throw CommandException.failed(
            "NOT VERIFIED: rollups of most of the " + minutes + " minutes are missing");
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
    long different = number(DIFFERENT_MINUTES);
    long late = number("SELECT count(*) FROM " + Tables.METRIC_LATE);
    if (different > 0 || late > 0) {
      throw CommandException.failed(
          "NOT VERIFIED: the rollups of "
              + different
              + " minutes hold other points than were archived, and "
              + late
              + " rows are late");
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : List.of(Tables.ROLLUPS_1M, Tables.ROLLUPS_1H)) {
      rows.put(table, number("SELECT count(*) FROM " + table));
    }
    return rows;
  }

  long number(String query) {
    return sql.query(query).rows().get(0).get(0) instanceof Number number ? number.longValue() : 0;
  }
}
