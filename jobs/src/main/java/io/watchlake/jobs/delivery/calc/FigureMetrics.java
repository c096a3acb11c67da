package io.watchlake.jobs.delivery.calc;

import io.watchlake.connectors.otlp.codec.SeriesFactory;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.CatalogueMetric;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures as metrics, under the names that the catalogue has for them, in its units. A value that
 * is null in the figure is no value of the metric. Of a period that is over without another since,
 * what is told is that nothing is deployed: the figures of a month are not those of the next.
 */
public final class FigureMetrics {

  private static final String SCOPE = "io.watchlake.delivery";

  private static final CatalogueMetric FREQUENCY = MetricCatalogue.required("deployment_frequency");
  private static final CatalogueMetric LEAD_TIME =
      MetricCatalogue.required("lead_time_for_changes");
  private static final CatalogueMetric FAILURE_RATE =
      MetricCatalogue.required("change_failure_rate");
  private static final CatalogueMetric RESTORE =
      MetricCatalogue.required("time_to_restore_service");

  private FigureMetrics() {}

  /**
   * The windows of a minute that a figure is told by.
   *
   * @param figure the newest of its service and kind of period that has begun
   * @param windowUnixNano the minute
   */
  public static List<Rollup> of(Figure figure, long windowUnixNano) {
    List<Rollup> rollups = new ArrayList<>();
    if (isOver(figure, windowUnixNano)) {
      add(rollups, figure, windowUnixNano, FREQUENCY, 0.0);
      return rollups;
    }
    add(rollups, figure, windowUnixNano, FREQUENCY, figure.deploymentsPerDay());
    add(rollups, figure, windowUnixNano, LEAD_TIME, figure.leadTimeMedianS());
    add(rollups, figure, windowUnixNano, FAILURE_RATE, figure.changeFailureRate());
    add(rollups, figure, windowUnixNano, RESTORE, figure.timeToRestoreMedianS());
    return rollups;
  }

  /** The overall period goes on for as long as it is looked at. */
  private static boolean isOver(Figure figure, long windowUnixNano) {
    return figure.period() != PeriodKind.OVERALL && figure.endUnixNano() <= windowUnixNano;
  }

  private static void add(
      List<Rollup> rollups,
      Figure figure,
      long windowUnixNano,
      CatalogueMetric metric,
      @Nullable Double value) {
    if (value == null) {
      return;
    }
    rollups.add(
        Rollup.ofMinute(
            figure.timeline(),
            series(figure, metric),
            windowUnixNano,
            Math.toIntExact(figure.revision()),
            value,
            null));
  }

  private static Series series(Figure figure, CatalogueMetric metric) {
    return SeriesFactory.gauge(
        metric,
        Map.of(SeriesLabels.SERVICE_NAME, figure.service()),
        SCOPE,
        Map.of("period", figure.period().code(), "definition", figure.definition()));
  }
}
