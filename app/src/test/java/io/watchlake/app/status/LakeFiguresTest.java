package io.watchlake.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.lake.TestLake;
import io.watchlake.app.sql.LakehouseSql;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeFiguresTest {

  @Test
  void latePointsAreToldByTimelineAndEachOnce(@TempDir Path home) throws Exception {
    try (TestLake lake = TestLake.in(home);
        LakehouseSql sql = LakehouseSql.open(lake.catalog())) {
      LakeFigures.Figures before = new LakeFigures(sql).ask();
      lake.late(
          List.of(
              late("live", Resolution.MINUTE, 3),
              late("live", Resolution.TEN_SECONDS, 3),
              late("live", Resolution.MINUTE, 4),
              late("case-1", Resolution.MINUTE, 1)));
      LakeFigures.Figures after = new LakeFigures(sql).ask();

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
