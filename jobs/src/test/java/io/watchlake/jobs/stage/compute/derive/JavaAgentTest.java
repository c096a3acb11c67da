package io.watchlake.jobs.stage.compute.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.compute.BucketKeys;
import io.watchlake.jobs.stage.compute.MergeRollups;
import io.watchlake.jobs.stage.compute.RollupDistributions;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.Origin;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The catalogue's metrics of HTTP servers, from the histograms that the Java agent sends. */
class JavaAgentTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final double[] BOUNDS = {0.1, 0.5, 1};

  @Test
  void requestsErrorsAndResponseTimesComeFromCumulativeHistograms() throws Exception {
    Map<String, Double> values = new TreeMap<>();
    try (var rollups = rollups();
        DeriveHarness derive =
            new DeriveHarness(MetricCatalogue.derivations(), CustomMetrics.NONE).open()) {
      rollups.open();
      feed(rollups, point(200, 50 * SECOND, 1000, 500, 0, 0));
      feed(rollups, point(500, 50 * SECOND, 0, 0, 10, 0));
      feed(rollups, point(404, 50 * SECOND, 10, 0, 0, 0));
      feed(rollups, point(200, MINUTE + 50 * SECOND, 1045, 545, 0, 0));
      feed(rollups, point(500, MINUTE + 50 * SECOND, 0, 0, 14, 2));
      feed(rollups, point(404, MINUTE + 50 * SECOND, 14, 0, 0, 0));
      rollups.processWatermark(2 * MINUTE / 1_000_000);
      for (var message : rollups.getSideOutput(MergeRollups.MESSAGES)) {
        RollupCodec.decode(message.getValue().bytes()).forEach(derive::feed);
      }
      derive.watermark(Duration.ofMinutes(2));
      for (Rollup told : derive.told()) {
        if (told.windowUnixNano() == MINUTE) {
          String quantile = told.series().attributes().strings().getOrDefault("quantile", "");
          values.put(told.series().metric() + quantile, told.last());
        }
      }
    }

    // 45 + 4 fast ones, 45 of 0.1 to 0.5 s, 4 of 0.5 to 1 s, 2 slower: 100 in all.
    assertThat(values)
        .containsEntry("request_rate", 100 / 60.0)
        .containsEntry("error_rate", 6 / 100.0)
        .containsEntry("error_rate_4xx", 4 / 100.0);
    assertThat(values.get("response_time_seconds0.5")).isCloseTo(0.1 + 0.4 / 45, within(1e-9));
    assertThat(values.get("response_time_seconds0.95")).isCloseTo(0.5 + 0.5 / 4, within(1e-9));
    assertThat(values.get("response_time_seconds0.99")).isEqualTo(1);
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup>
      rollups() throws Exception {
    KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new RollupDistributions(
                    SeriesSelection.NONE, AskedFor.NOBODY, Duration.ofMinutes(5), null)),
            point -> BucketKeys.key(Rollup.bucketOf(point.series().id())),
            Types.INT,
            BucketKeys.MAX_PARALLELISM,
            1,
            0);
    harness.setup(TelemetryTypes.ROLLUP.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup> rollups,
      DistributionPoint point)
      throws Exception {
    rollups.processElement(new StreamRecord<>(point, point.timeUnixNano() / 1_000_000));
  }

  /** Counts since a start long ago. */
  private static DistributionPoint point(int status, long time, long... counts) {
    long count = Arrays.stream(counts).sum();
    return new DistributionPoint(
        new Origin("otlp_metrics", 0, 0, 0),
        "live",
        new Series(
            status,
            7,
            "http.server.request.duration",
            "",
            "s",
            MetricKind.HISTOGRAM,
            Temporality.CUMULATIVE,
            false,
            new Resource(
                "shop",
                new Attributes(Map.of("service.name", "shop"), Map.of(), Map.of(), Map.of(), null)),
            Scope.EMPTY,
            new Attributes(
                Map.of("http.request.method", "GET"),
                Map.of("http.response.status_code", (long) status),
                Map.of(),
                Map.of(),
                null)),
        time,
        0,
        0,
        count,
        count * 0.1,
        null,
        null,
        BOUNDS,
        counts,
        null,
        new double[0],
        new double[0],
        null);
  }
}
