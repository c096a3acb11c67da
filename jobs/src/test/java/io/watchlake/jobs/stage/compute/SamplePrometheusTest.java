package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.stage.type.ArrivedRollup;
import io.watchlake.jobs.stage.type.PrometheusSamples;
import io.watchlake.model.Origin;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SamplePrometheusTest {

  @Test
  void aSeriesIsForgottenADayAfterItsLastWindowAndItsTotalsBeginAnew() throws Exception {
    try (var harness = harness()) {
      int given = 0;
      for (byte[] message : Feed.ROLLUPS.messages(0, 3)) {
        for (var rollup : RollupCodec.decode(message)) {
          harness.processElement(
              new ArrivedRollup(
                  new Origin("rollups", 0, given++, 0), 0, rollup.series().id(), rollup),
              rollup.endUnixNano() / 1_000_000);
        }
      }
      assertThat(harness.extractOutputValues()).hasSize(3 * Feed.EACH);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(Feed.EACH);

      long last =
          RollupCodec.decode(Feed.ROLLUPS.messages(2, 3).get(0)).get(0).endUnixNano() / 1_000_000;
      harness.processWatermark(last + SamplePrometheus.KEPT.toMillis() - 1);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(Feed.EACH);
      harness.processWatermark(last + SamplePrometheus.KEPT.plus(Duration.ofHours(1)).toMillis());
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<Long, ArrivedRollup, PrometheusSamples>
      harness() throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new SamplePrometheus()),
            ArrivedRollup::identity,
            Types.LONG);
    harness.open();
    return harness;
  }
}
