package io.watchlake.app.config;

import io.watchlake.app.config.Key.UsedBy;
import io.watchlake.model.metric.Derivation;
import java.util.List;
import java.util.Map;

/** Keys of derived and custom metrics. */
final class MetricKeys {

  private static final UsedBy METRICS = new UsedBy("the job `metrics`");

  static final Key<Boolean> CATALOGUE =
      new Key<>(
          "monitoring.metrics.catalogue.enabled",
          Types.BOOLEAN,
          true,
          METRICS,
          "Whether the metrics of the catalogue (docs/derived-metrics.md) are computed.");

  static final Key<List<Derivation>> DERIVED =
      new Key<>(
          "monitoring.metrics.derived",
          new DerivedType(),
          List.of(),
          METRICS,
          "Metrics that are computed from others, a section each under the metric's name; formulas"
              + " are described in docs/derived-metrics.md.");

  static final Key<Boolean> CUSTOM =
      new Key<>(
          "monitoring.metrics.custom_metrics.enabled",
          Types.BOOLEAN,
          true,
          METRICS,
          "Whether the namespace and the default labels apply. Metrics of your own are taken in"
              + " either case.");

  static final Key<String> NAMESPACE =
      new Key<>(
          "monitoring.metrics.custom_metrics.namespace",
          Types.TEXT,
          null,
          METRICS,
          "Before the names of metrics of your own, with `_` or `.` between them. Formulas and"
              + " subscriptions find such a metric without it too.");

  static final Key<Map<String, String>> DEFAULT_LABELS =
      new Key<>(
          "monitoring.metrics.custom_metrics.default_labels",
          new SectionType<>(Types.TEXT, "texts"),
          Map.of(),
          METRICS,
          "Labels of every derived series and every signal, unless it has a value of its own. What"
              + " arrives is archived with the labels it came with.");

  static final Key<List<String>> TEN_SECONDS =
      new Key<>(
          "monitoring.metrics.rollups.ten_seconds",
          Types.list(Types.TEXT),
          List.of(),
          METRICS,
          "Series that always have windows of 10 s in the topic `rollups`, whoever asks; terms as in"
              + " docs/metrics.md.");

  static final Key<List<String>> QUANTILES =
      new Key<>(
          "monitoring.metrics.rollups.quantiles",
          Types.list(Types.TEXT),
          List.of(),
          METRICS,
          "Series of gauges and sums whose rollups tell quantiles too; terms as in docs/metrics.md,"
              + " such as `queue.*{service.name=shop}`.");

  static final Key<Integer> SERIES_PER_METRIC =
      new Key<>(
          "monitoring.metrics.cardinality.series_per_metric",
          Types.integer(1, 100_000_000, "write a whole number of series, such as 100000"),
          100_000,
          METRICS,
          "How many series of one metric have rollups of their own at a time; what is beyond goes to"
              + " an overflow series. Every point is archived under its own series all the same.");

  static final List<Key<?>> ALL =
      List.of(
          CATALOGUE,
          DERIVED,
          CUSTOM,
          NAMESPACE,
          DEFAULT_LABELS,
          TEN_SECONDS,
          QUANTILES,
          SERIES_PER_METRIC);

  private MetricKeys() {}
}
