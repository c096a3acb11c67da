package io.watchlake.jobs.backtest;

import io.watchlake.jobs.stage.compute.alert.AnomalySignal;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.model.Tables;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.telemetry.Resolution;
import java.util.List;
import java.util.Map;

/** The signals that anomalies were. */
final class AnomalyHistory {

  private AnomalyHistory() {}

  /** Anomalies, each when it was and once for each time it was told. */
  static SignalHistory of(SqlEngine sql, String timeline, Span span, CustomMetrics custom) {
    String question =
        "SELECT time_unix_nano, service, series, metric, unit,"
            + " CAST(CAST(labels AS JSON) AS MAP(VARCHAR, VARCHAR)), resolution, statistic,"
            + " \"value\", score, confidence, strength, lowered, threshold, expectation, measure,"
            + " usual, words, model, revision FROM "
            + Tables.ANOMALIES_LOG
            + " WHERE timeline = "
            + Rows.text(timeline)
            + " AND "
            + span.holds("ts")
            + " ORDER BY ts, id, revision";
    return new Rows(sql, List.of(question), row -> signal(row, timeline, custom));
  }

  private static Signal signal(Row row, String timeline, CustomMetrics custom) {
    long end = row.whole();
    String service = row.text();
    String series = String.format("%016x", row.whole());
    String metric = row.text();
    String unit = row.text();
    Map<String, String> labels = row.map(String::valueOf);
    Resolution resolution = Resolution.ofCode(row.text());
    Statistic statistic = Statistic.ofCode(row.text());
    double value = row.number();
    double score = row.number();
    double confidence = row.number();
    double strength = row.number();
    int lowered = (int) row.whole();
    double threshold = row.number();
    String expectation = row.text();
    double measure = row.number();
    double usual = row.number();
    String words = row.text();
    String model = row.text();
    return AnomalySignal.of(
        new Anomaly(
            timeline,
            series,
            metric,
            unit,
            service,
            labels,
            resolution,
            end - resolution.nanos(),
            (int) row.whole(),
            statistic,
            value,
            score,
            confidence,
            strength,
            lowered,
            threshold,
            expectation,
            measure,
            usual,
            words,
            model),
        custom);
  }
}
