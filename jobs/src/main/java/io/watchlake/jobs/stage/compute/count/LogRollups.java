package io.watchlake.jobs.stage.compute.count;

import io.watchlake.connectors.otlp.codec.SeriesFactory;
import io.watchlake.jobs.stage.count.LogCounts;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.CatalogueMetric;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.util.List;
import java.util.Map;

/** Counts of a service's minute as windows of metrics, under the names of the catalogue. */
final class LogRollups {

  private static final String SCOPE = "io.watchlake.logs";

  private static final CatalogueMetric RECORDS = MetricCatalogue.required("log_records_total");
  private static final CatalogueMetric WARNINGS = MetricCatalogue.required("log_warnings_total");
  private static final CatalogueMetric ERRORS = MetricCatalogue.required("log_errors_total");
  private static final CatalogueMetric PATTERNS = MetricCatalogue.required("log_patterns");

  private LogRollups() {}

  /**
   * The windows of all metrics, always in the same order.
   *
   * @param minuteUnixNano start of the minute
   */
  static List<Rollup> of(
      String timeline, String service, long minuteUnixNano, LogCounts counts, int revision) {
    Map<String, String> resource =
        service.equals(Resource.UNKNOWN_SERVICE)
            ? Map.of()
            : Map.of(SeriesLabels.SERVICE_NAME, service);
    return List.of(
        counter(timeline, resource, RECORDS, minuteUnixNano, counts.records(), revision),
        counter(timeline, resource, WARNINGS, minuteUnixNano, counts.warnings(), revision),
        counter(timeline, resource, ERRORS, minuteUnixNano, counts.errors(), revision),
        Rollup.ofMinute(
            timeline,
            SeriesFactory.gauge(PATTERNS, resource, SCOPE, Map.of()),
            minuteUnixNano,
            revision,
            (double) counts.patterns(),
            null));
  }

  private static Rollup counter(
      String timeline,
      Map<String, String> resource,
      CatalogueMetric metric,
      long minuteUnixNano,
      long value,
      int revision) {
    Series series = SeriesFactory.counter(metric, resource, SCOPE, Map.of());
    return Rollup.ofMinute(
        timeline, series, minuteUnixNano, revision, (double) value, new Rollup.Increase(value, 0));
  }
}
