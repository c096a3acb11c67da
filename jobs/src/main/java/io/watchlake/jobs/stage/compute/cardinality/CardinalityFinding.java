package io.watchlake.jobs.stage.compute.cardinality;

import io.watchlake.connectors.otlp.codec.SeriesFactory;
import io.watchlake.jobs.stage.cardinality.MetricSketch;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.model.metric.CardinalityMetric;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** That a metric has more series than its limit, and by which label. */
final class CardinalityFinding {

  private final String timeline;
  private final String metric;
  private final SeriesLimit limit;
  private final long series;
  private final String label;
  private final long labelValues;

  CardinalityFinding(String timeline, String metric, MetricSketch seen, SeriesLimit limit) {
    this.timeline = timeline;
    this.metric = metric;
    this.limit = limit;
    this.series = seen.estimate();
    Map<String, Long> values = seen.labelValues();
    // Of labels with as many values the first by name: which one must not change by chance.
    this.label =
        values.entrySet().stream()
            .max(
                Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
            .map(Map.Entry::getKey)
            .orElse("");
    this.labelValues = values.getOrDefault(label, 0L);
  }

  /** As a window of a minute. */
  Rollup rollup(long minuteUnixNano) {
    return Rollup.ofMinute(
        timeline,
        SeriesFactory.gauge(
            CardinalityMetric.NAME,
            CardinalityMetric.DESCRIPTION,
            CardinalityMetric.UNIT,
            Map.of(),
            CardinalityMetric.SCOPE,
            "",
            labels()),
        minuteUnixNano,
        0,
        (double) series,
        null);
  }

  /** As a signal; its key is the metric. */
  Signal signal(long minuteUnixNano) {
    long end = minuteUnixNano + Resolution.MINUTE.nanos();
    return new Signal(
        SignalKind.CARDINALITY.code() + '/' + timeline + '/' + metric + '/' + end,
        SignalKind.CARDINALITY,
        timeline,
        end,
        CardinalityMetric.NAME,
        CardinalityMetric.UNIT,
        "",
        metric,
        series,
        labels(),
        Map.of(
            "limit",
            Integer.toString(limit.aMetric()),
            "label_values",
            Long.toString(labelValues)));
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    labels.put(CardinalityMetric.METRIC, metric);
    labels.put(CardinalityMetric.LABEL, label);
    return labels;
  }
}
