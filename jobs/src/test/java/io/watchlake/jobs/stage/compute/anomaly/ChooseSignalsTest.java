package io.watchlake.jobs.stage.compute.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.ml.Profile;
import io.watchlake.model.RawMessage;
import io.watchlake.model.anomaly.ModelChange;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

/** Which windows a model sees. */
@SuppressWarnings("try") // the harness may be interrupted when it closes
class ChooseSignalsTest {

  private static final Watch WATCH =
      new Watch(
          SeriesSelection.NONE,
          SeriesSelection.parse("latency"),
          Profile.FULL,
          1,
          new TreeMap<>(),
          new TreeMap<>(),
          CustomMetrics.NONE);

  @Test
  void minutesOfTheSignalsOfServicesWithAModelAndNoOthers() throws Exception {
    try (BroadcastOperatorTestHarness<RawMessage, ModelChange, Tuple2<Integer, ServicePart>>
        harness =
            ProcessFunctionTestHarnesses.forBroadcastProcessFunction(
                new ChooseSignals(WATCH), ChooseSignals.MODELS)) {
      harness.processElement(message(), 0);
      assertThat(harness.extractOutputValues()).as("no model").isEmpty();
      harness.processBroadcastElement(new ModelChange("shop", ShopModel.version(1)), 0);
      harness.processElement(new RawMessage("rollups", 0, 1, 1, new byte[] {1}), 0);
      harness.processElement(message(), 0);
      assertThat(harness.extractOutputValues())
          .as("a minute of cpu; not 10 s, not ignored, not another metric, not rubbish")
          .singleElement()
          .satisfies(
              chosen -> {
                assertThat(chosen.f0).as("the message's partition").isEqualTo(3);
                ServicePart part = chosen.f1;
                assertThat(part.key()).isEqualTo("live/shop");
                assertThat(part.signal()).isEqualTo("cpu");
                assertThat(part.series()).isEqualTo(1);
                assertThat(part.endUnixNano())
                    .isEqualTo(Gauge.START + 6 * Resolution.MINUTE.nanos());
                assertThat(part.value().sum()).isEqualTo(7);
                assertThat(part.value().count()).isEqualTo(1);
              });
      harness.processBroadcastElement(new ModelChange("shop", null), 0);
      harness.processElement(message(), 0);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  private static RawMessage message() {
    List<Rollup> rollups =
        List.of(
            new Gauge(1, "cpu").minute(5, 7),
            new Gauge(1, "cpu").window(Resolution.TEN_SECONDS, Gauge.START, 0, 7),
            new Gauge(2, "latency").minute(5, 7),
            new Gauge(3, "queue").minute(5, 7));
    return new RawMessage("rollups", 3, 0, 1, RollupCodec.encode(rollups));
  }
}
