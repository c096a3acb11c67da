package io.watchlake.jobs.backtest;

import io.watchlake.jobs.stage.compute.signal.MetricSignal;
import io.watchlake.jobs.stage.compute.signal.Subscriptions;
import io.watchlake.lakehouse.sql.SqlCursor;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.model.Tables;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signals that windows of a minute were to whoever asks for them now. What a window was told
 * again with comes right after what it was told first.
 */
final class MetricHistory implements SignalHistory {

  /** What is put into order in memory at once. */
  private static final long ROWS_AT_ONCE = 1_000_000;

  /** A series is listed once a day. */
  private static final Duration LISTED = Duration.ofDays(2);

  private static final Duration WINDOW = Duration.ofNanos(Resolution.MINUTE.nanos());

  private static final double[] NO_NUMBERS = {};

  /** A series, and who asks for its windows. */
  private record Asked(Series series, List<SeriesSubscription> by) {}

  private final String timeline;
  private final CustomMetrics custom;
  private final Map<Long, Asked> asked = new HashMap<>();
  private final Deque<Signal> ready = new ArrayDeque<>();
  private final Rows rows;

  /**
   * @param span of the signals' times, which are the ends of the windows
   * @param wanted what is asked for
   */
  MetricHistory(
      SqlEngine sql,
      String timeline,
      Span span,
      Collection<SeriesSubscription> wanted,
      CustomMetrics custom) {
    this.timeline = timeline;
    this.custom = custom;
    Subscriptions subscriptions =
        new Subscriptions(
            wanted.stream().filter(one -> one.resolution() == Resolution.MINUTE).toList(), custom);
    Span windows = span.earlier(WINDOW);
    Span listed = new Span(windows.from().minus(LISTED), windows.to().plus(LISTED));
    String ofTimeline = "timeline = " + Rows.text(timeline);
    List<String> metrics = metrics(sql, subscriptions, listed.holds("ts") + " AND " + ofTimeline);
    List<String> questions = new ArrayList<>();
    if (!metrics.isEmpty()) {
      String these = ofTimeline + " AND metric IN " + Rows.list(metrics);
      series(sql, subscriptions, listed.holds("ts") + " AND " + these);
      long count = count(sql, windows.holds("ts") + " AND " + these);
      for (Span piece : windows.pieces(count, ROWS_AT_ONCE)) {
        questions.add(question(piece.holds("ts") + " AND " + these));
      }
    }
    this.rows = new Rows(sql, questions, this::first);
  }

  private static List<String> metrics(SqlEngine sql, Subscriptions subscriptions, String where) {
    List<String> metrics = new ArrayList<>();
    each(
        sql,
        "SELECT DISTINCT metric FROM " + Tables.SERIES + " WHERE " + where,
        row -> {
          String metric = row.text();
          if (subscriptions.take(metric)) {
            metrics.add(metric);
          }
        });
    return metrics;
  }

  private static long count(SqlEngine sql, String where) {
    long[] count = {0};
    each(
        sql,
        "SELECT count(*) FROM " + Tables.ROLLUPS_1M_LOG + " WHERE " + where,
        row -> count[0] = row.whole());
    return count[0];
  }

  private void series(SqlEngine sql, Subscriptions subscriptions, String where) {
    each(
        sql,
        "SELECT DISTINCT ON (series) series, check_hash, metric, description, unit, kind,"
            + " temporality, monotonic, service, resource_attributes_string,"
            + " resource_attributes_long, resource_attributes_double, resource_attributes_bool,"
            + " attributes_string, attributes_long, attributes_double, attributes_bool FROM "
            + Tables.SERIES
            + " WHERE "
            + where,
        row -> {
          Series series = series(row);
          List<SeriesSubscription> by = subscriptions.of(series, Resolution.MINUTE);
          if (!by.isEmpty()) {
            asked.put(series.id(), new Asked(series, by));
          }
        });
  }

  private static Series series(Row row) {
    long id = row.whole();
    long check = row.whole();
    String metric = row.text();
    String description = row.text();
    String unit = row.text();
    String kind = row.text();
    String temporality = row.text();
    boolean monotonic = row.flag();
    Resource resource = new Resource(row.text(), attributes(row));
    return new Series(
        id,
        check,
        metric,
        description,
        unit,
        kind(kind),
        temporality(temporality),
        monotonic,
        resource,
        Scope.EMPTY,
        attributes(row));
  }

  private static MetricKind kind(String code) {
    for (MetricKind kind : MetricKind.values()) {
      if (kind.code().equals(code)) {
        return kind;
      }
    }
    throw new IllegalStateException("there is no kind of metric " + code);
  }

  private static Temporality temporality(String code) {
    for (Temporality temporality : Temporality.values()) {
      if (temporality.code().equals(code)) {
        return temporality;
      }
    }
    throw new IllegalStateException("there is no temporality " + code);
  }

  /** Arrays and nested values are no labels, and are left out. */
  private static Attributes attributes(Row row) {
    return new Attributes(
        row.map(String::valueOf),
        row.map(value -> ((Number) value).longValue()),
        row.map(value -> ((Number) value).doubleValue()),
        row.map(Boolean.class::cast),
        null);
  }

  private static String question(String where) {
    return "SELECT series, ts, revision, \"count\", \"sum\", \"min\", \"max\", \"last\","
        + " last_unix_nano, stale, increase, resets, bounds, bucket_counts, exp_scale,"
        + " exp_zero_count, exp_zero_threshold, exp_positive_offset, exp_positive_counts,"
        + " exp_negative_offset, exp_negative_counts, quantiles, quantile_values, exemplars_json"
        + " FROM "
        + Tables.ROLLUPS_1M_LOG
        + " WHERE "
        + where
        + " ORDER BY ts, series, revision";
  }

  /** The first of the signals that a row is; the others are ready then. */
  private @Nullable Signal first(Row row) {
    Asked one = asked.get(row.whole());
    if (one == null) {
      return null;
    }
    Rollup rollup = rollup(row, one.series());
    for (SeriesSubscription by : one.by()) {
      ready.add(MetricSignal.of(rollup, by, custom.defaultLabels()));
    }
    return ready.poll();
  }

  private Rollup rollup(Row row, Series series) {
    long window = row.time();
    int revision = (int) row.whole();
    long count = row.whole();
    double sum = row.number();
    double min = row.number();
    double max = row.number();
    double last = row.number();
    long lastUnixNano = row.whole();
    boolean stale = row.flag();
    double increase = row.number();
    int resets = (int) row.whole();
    return new Rollup(
        timeline,
        series,
        Resolution.MINUTE,
        window,
        revision,
        count,
        sum,
        min,
        max,
        last,
        lastUnixNano,
        stale,
        Double.isNaN(increase) ? null : new Rollup.Increase(increase, resets),
        distribution(row, series.kind()),
        null,
        row.textOrNone());
  }

  private static @Nullable Distribution distribution(Row row, MetricKind kind) {
    double[] bounds = or(row.numbers(), NO_NUMBERS);
    long[] counts = row.wholes();
    DistributionPoint.Exponential exponential =
        new DistributionPoint.Exponential(
            (int) row.whole(),
            row.whole(),
            row.number(),
            (int) row.whole(),
            or(row.wholes()),
            (int) row.whole(),
            or(row.wholes()));
    double[] quantiles = or(row.numbers(), NO_NUMBERS);
    double[] values = or(row.numbers(), NO_NUMBERS);
    return switch (kind) {
      case GAUGE, SUM -> null;
      case HISTOGRAM -> counts == null ? null : new Distribution.Buckets(bounds, counts);
      case EXPONENTIAL_HISTOGRAM -> Double.isNaN(exponential.zeroThreshold()) ? null : exponential;
      case SUMMARY -> new Distribution.Quantiles(quantiles, values);
    };
  }

  private static double[] or(double @Nullable [] numbers, double[] otherwise) {
    return numbers == null ? otherwise : numbers;
  }

  private static long[] or(long @Nullable [] numbers) {
    return numbers == null ? new long[0] : numbers;
  }

  private interface Each {
    void row(Row row);
  }

  private static void each(SqlEngine sql, String question, Each each) {
    try (SqlCursor cursor = sql.open(question)) {
      for (List<@Nullable Object> row = cursor.next(); row != null; row = cursor.next()) {
        each.row(new Row(row));
      }
    }
  }

  @Override
  public @Nullable Signal next() {
    Signal more = ready.poll();
    return more != null ? more : rows.next();
  }

  @Override
  public void close() {
    rows.close();
  }
}
