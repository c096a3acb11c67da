package io.watchlake.app.status;

import io.watchlake.app.sql.Rows;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.app.status.StackStatus.DeadLetters;
import io.watchlake.app.status.StackStatus.TooManySeries;
import io.watchlake.model.Tables;
import io.watchlake.model.metric.CardinalityMetric;
import io.watchlake.model.telemetry.Resolution;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the lakehouse how many rows each timeline has, and how new they are. */
final class LakeFigures {

  private static final Duration LATELY = Duration.ofHours(1);

  private final SqlSource source;

  LakeFigures(SqlSource source) {
    this.source = source;
  }

  /**
   * Rows of one kind of telemetry on one timeline.
   *
   * @param newestAt the newest event time; null where there are no rows
   */
  record Amount(String timeline, String signal, long rows, @Nullable Instant newestAt) {}

  /**
   * What the lakehouse holds.
   *
   * @param isKnown false where there was no answer, which is something else than no rows
   * @param latePoints by timeline, metric points that came after their minute was final
   */
  record Figures(
      boolean isKnown,
      List<Amount> amounts,
      Map<String, Long> latePoints,
      List<DeadLetters> deadLetters,
      List<TooManySeries> tooManySeries) {

    static final Figures UNKNOWN = new Figures(false, List.of(), Map.of(), List.of(), List.of());

    Amount of(String timeline, String signal) {
      return amounts.stream()
          .filter(amount -> amount.timeline.equals(timeline) && amount.signal.equals(signal))
          .findFirst()
          .orElseGet(() -> new Amount(timeline, signal, 0, null));
    }

    long lateOf(String timeline, String signal) {
      return signal.equals(Signal.METRICS.label()) ? latePoints.getOrDefault(timeline, 0L) : 0;
    }

    long deadLettersOf(String timeline, String topic) {
      return deadLetters.stream()
          .filter(dead -> dead.timeline().equals(timeline) && dead.topic().equals(topic))
          .mapToLong(DeadLetters::records)
          .sum();
    }
  }

  /** Asks the lakehouse; what was lately is what was before {@code now}. */
  Figures ask(Instant now) throws SqlFailure, IOException {
    return new Figures(true, amounts(), latePoints(), deadLetters(), tooManySeries(now));
  }

  /** Metric points lie in chunks of a minute, so their newest time is looked up inside those. */
  private List<Amount> amounts() throws SqlFailure, IOException {
    String sql =
        """
        WITH chunks AS (
          SELECT timeline, sum(point_count) AS points, max(ts) AS newest FROM %3$s GROUP BY timeline
        )
        SELECT timeline, '%5$s' AS signal, count(*) AS amount, epoch_us(max(ts)) AS newest
        FROM %1$s GROUP BY timeline
        UNION ALL
        SELECT timeline, '%6$s', count(*), epoch_us(max(ts)) FROM %2$s GROUP BY timeline
        UNION ALL
        SELECT c.timeline, '%7$s', any_value(c.points), max(list_max(m.times)) // 1000
        FROM chunks c JOIN %3$s m ON m.timeline = c.timeline AND m.ts = c.newest
        GROUP BY c.timeline
        UNION ALL
        SELECT timeline, '%7$s', count(*), epoch_us(max(ts)) FROM %4$s GROUP BY timeline"""
            .formatted(
                Tables.SPANS,
                Tables.LOGS,
                Tables.METRIC_CHUNKS,
                Tables.METRIC_DISTRIBUTIONS,
                Signal.SPANS.label(),
                Signal.LOGS.label(),
                Signal.METRICS.label());
    List<Amount> amounts = new ArrayList<>();
    for (Rows.Row row : Rows.of(source, sql)) {
      Amount amount =
          new Amount(
              row.text("timeline"),
              row.text("signal"),
              row.integer("amount"),
              row.momentOrNull("newest"));
      merge(amounts, amount);
    }
    return amounts;
  }

  /** Number points and distributions are one kind of telemetry in two tables. */
  private static void merge(List<Amount> amounts, Amount more) {
    for (int i = 0; i < amounts.size(); i++) {
      Amount known = amounts.get(i);
      if (known.timeline.equals(more.timeline) && known.signal.equals(more.signal)) {
        amounts.set(
            i,
            new Amount(
                known.timeline,
                known.signal,
                known.rows + more.rows,
                newer(known.newestAt, more.newestAt)));
        return;
      }
    }
    amounts.add(more);
  }

  private static @Nullable Instant newer(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  /** By their minutes: a point that was late for a shorter window too is one point. */
  private Map<String, Long> latePoints() throws SqlFailure, IOException {
    String sql =
        "SELECT timeline, sum(point_count) AS amount FROM "
            + Tables.METRIC_LATE
            + " WHERE resolution = '"
            + Resolution.MINUTE.code()
            + "' GROUP BY timeline";
    Map<String, Long> points = new HashMap<>();
    for (Rows.Row row : Rows.of(source, sql)) {
      points.put(row.text("timeline"), row.integer("amount"));
    }
    return points;
  }

  /** Rollups name the series alone; which metric it speaks of is among its attributes. */
  private List<TooManySeries> tooManySeries(Instant now) throws SqlFailure, IOException {
    Instant from = now.minus(LATELY);
    String sql =
        """
        WITH found AS (
          SELECT timeline, series, max(ts) AS newest, arg_max(last, ts) AS amount FROM %1$s
          WHERE metric = '%3$s' AND ts >= %5$s GROUP BY timeline, series
        ), named AS (
          SELECT timeline, series, any_value(attributes_string) AS attributes FROM %2$s
          WHERE metric = '%3$s' AND ts >= %6$s GROUP BY timeline, series
        )
        SELECT f.timeline, n.attributes['%4$s'] AS metric, n.attributes['%7$s'] AS label,
          CAST(f.amount AS BIGINT) AS amount, epoch_us(f.newest) AS newest
        FROM found f JOIN named n USING (timeline, series) ORDER BY amount DESC, metric, label"""
            .formatted(
                Tables.ROLLUPS_1M_LOG,
                Tables.SERIES,
                CardinalityMetric.NAME,
                CardinalityMetric.METRIC,
                Rows.quoted(from),
                // A series is named once a day.
                Rows.quoted(from.minus(Duration.ofDays(1))),
                CardinalityMetric.LABEL);
    List<TooManySeries> metrics = new ArrayList<>();
    for (Rows.Row row : Rows.of(source, sql)) {
      metrics.add(
          new TooManySeries(
              row.text("timeline"),
              row.text("metric"),
              row.text("label"),
              row.integer("amount"),
              row.moment("newest")));
    }
    return metrics;
  }

  private List<DeadLetters> deadLetters() throws SqlFailure, IOException {
    String sql =
        "SELECT timeline, topic, reason, count(*) AS amount FROM "
            + Tables.DEAD_LETTERS
            + " GROUP BY timeline, topic, reason ORDER BY timeline, topic, reason";
    List<DeadLetters> letters = new ArrayList<>();
    for (Rows.Row row : Rows.of(source, sql)) {
      letters.add(
          new DeadLetters(
              row.text("timeline"), row.text("topic"), row.text("reason"), row.integer("amount")));
    }
    return letters;
  }
}
