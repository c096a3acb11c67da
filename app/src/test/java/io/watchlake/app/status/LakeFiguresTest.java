package io.watchlake.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.lake.TestLake;
import io.watchlake.app.sql.LakehouseSql;
import io.watchlake.connectors.otlp.codec.SeriesFactory;
import io.watchlake.model.metric.CardinalityMetric;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeFiguresTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void metricsWithTooManySeriesAreToldForAnHour(@TempDir Path home) throws Exception {
    try (TestLake lake = TestLake.in(home);
        LakehouseSql sql = LakehouseSql.open(lake.catalog())) {
      assertThat(new LakeFigures(sql).ask(NOW).tooManySeries()).isEmpty();
      lake.rollups(
          List.of(
              finding("requests", "user.id", NOW.minusSeconds(600), 150_000),
              finding("requests", "user.id", NOW.minusSeconds(660), 120_000),
              finding("queue", "pod", NOW.minusSeconds(1200), 200_000),
              finding("over", "long.ago", NOW.minusSeconds(3 * 3600), 300_000)));

      assertThat(new LakeFigures(sql).ask(NOW).tooManySeries())
          .containsExactly(
              new StackStatus.TooManySeries(
                  "live", "queue", "pod", 200_000, NOW.minusSeconds(1200)),
              new StackStatus.TooManySeries(
                  "live", "requests", "user.id", 150_000, NOW.minusSeconds(600)));
    }
  }

  private static Rollup finding(String metric, String label, Instant minute, long amount) {
    long window = TimeUnit.SECONDS.toNanos(minute.getEpochSecond());
    return new Rollup(
        "live",
        SeriesFactory.gauge(
            CardinalityMetric.NAME,
            "",
            CardinalityMetric.UNIT,
            Map.of(),
            CardinalityMetric.SCOPE,
            "",
            Map.of(CardinalityMetric.METRIC, metric, CardinalityMetric.LABEL, label)),
        Resolution.MINUTE,
        window,
        0,
        1,
        amount,
        amount,
        amount,
        amount,
        window,
        false,
        null,
        null,
        null,
        null);
  }

  @Test
  void latePointsAreToldByTimelineAndEachOnce(@TempDir Path home) throws Exception {
    try (TestLake lake = TestLake.in(home);
        LakehouseSql sql = LakehouseSql.open(lake.catalog())) {
      LakeFigures.Figures before = new LakeFigures(sql).ask(NOW);
      lake.late(
          List.of(
              late("live", Resolution.MINUTE, 3),
              late("live", Resolution.TEN_SECONDS, 3),
              late("live", Resolution.MINUTE, 4),
              late("case-1", Resolution.MINUTE, 1)));
      LakeFigures.Figures after = new LakeFigures(sql).ask(NOW);

      assertThat(before.lateOf("live", Signal.METRICS.label())).isZero();
      assertThat(after.lateOf("live", Signal.METRICS.label())).isEqualTo(7);
      assertThat(after.lateOf("case-1", Signal.METRICS.label())).isEqualTo(1);
      assertThat(after.lateOf("live", Signal.SPANS.label())).isZero();
    }
  }

  private static LateRollup late(String timeline, Resolution resolution, int points) {
    return new LateRollup(
        "otlp_metrics",
        0,
        7,
        9,
        points,
        new Rollup(
            timeline,
            new Series(
                1,
                1,
                "queue",
                "",
                "",
                MetricKind.GAUGE,
                Temporality.UNSPECIFIED,
                false,
                new Resource("shop", Attributes.EMPTY),
                Scope.EMPTY,
                Attributes.EMPTY),
            resolution,
            0,
            0,
            points,
            1,
            1,
            1,
            1,
            1,
            false,
            null,
            null,
            null,
            null));
  }
}
