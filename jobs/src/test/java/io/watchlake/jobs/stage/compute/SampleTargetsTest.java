package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.prometheus.codec.Label;
import io.watchlake.connectors.prometheus.codec.RemoteWriteReader;
import io.watchlake.connectors.prometheus.codec.RemoteWriteVersion;
import io.watchlake.connectors.prometheus.codec.TimeSeries;
import io.watchlake.jobs.stage.type.ArrivedRollup;
import io.watchlake.jobs.stage.type.ArrivedTarget;
import io.watchlake.jobs.stage.type.PrometheusSamples;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** From rollups to samples of {@code target_info}. */
class SampleTargetsTest {

  private static final long MINUTE = Resolution.MINUTE.nanos();
  private static final Map<String, String> OLD =
      Map.of("job", "shop", "instance", "1", "service_version", "1.0");
  private static final Map<String, String> NEW =
      Map.of("job", "shop", "instance", "1", "service_version", "1.1");

  @Test
  void aResourceIsToldOfOnceAMessageAndMinute() throws Exception {
    Resource shop =
        new Resource(
            "shop",
            new Attributes(
                Map.of("service.name", "shop", "service.instance.id", "1", "os.type", "linux"),
                Map.of("process.pid", 7L),
                Map.of(),
                Map.of(),
                null));
    Resource bare =
        new Resource(
            "bare",
            new Attributes(Map.of("service.name", "bare"), Map.of(), Map.of(), Map.of(), null));
    try (var find =
        new OneInputStreamOperatorTestHarness<ArrivedRollup, ArrivedTarget>(
            new ProcessOperator<>(new FindTargets()))) {
      find.open();
      for (int offset = 0; offset < 2; offset++) {
        for (int i = 0; i < 5; i++) {
          find.processElement(arrived(offset, i, shop, 0));
          find.processElement(arrived(offset, i, bare, 0));
        }
        find.processElement(arrived(offset, 5, shop, MINUTE));
      }
      assertThat(find.extractOutputValues())
          .extracting(ArrivedTarget::endUnixNano)
          .containsExactly(MINUTE, 2 * MINUTE, MINUTE, 2 * MINUTE);
      assertThat(find.extractOutputValues())
          .extracting(ArrivedTarget::labels)
          .containsOnly(
              Map.of("job", "shop", "instance", "1", "os_type", "linux", "process_pid", "7"));
    }
  }

  @Test
  void eachMinuteHasOneSample() throws Exception {
    try (var harness = opened()) {
      feed(harness, OLD, 1);
      feed(harness, OLD, 1);
      feed(harness, OLD, 3);
      feed(harness, OLD, 2);
      assertThat(samples(harness)).containsExactly("1.0 60=1.0", "1.0 180=1.0");
    }
  }

  @Test
  void whatIsNewTakesThePlaceOfWhatWasAndTheOldEndsOnce() throws Exception {
    try (var harness = opened()) {
      feed(harness, OLD, 1);
      feed(harness, NEW, 2);
      feed(harness, OLD, 2);
      feed(harness, OLD, 3);
      feed(harness, NEW, 3);
      assertThat(samples(harness))
          .containsExactly("1.0 60=1.0", "1.0 120=stale", "1.1 120=1.0", "1.1 180=1.0");
    }
  }

  @Test
  void whatWasReplacedComesBackWhenTheOtherFellSilent() throws Exception {
    try (var harness = opened()) {
      feed(harness, OLD, 1);
      feed(harness, NEW, 2);
      feed(harness, OLD, 6);
      feed(harness, OLD, 7);
      assertThat(samples(harness)).endsWith("1.1 120=1.0", "1.0 420=1.0");
    }
  }

  @Test
  void whatWasToldIsRestoredAndForgottenADayLater() throws Exception {
    OperatorSubtaskState state;
    try (var harness = opened()) {
      feed(harness, OLD, 1);
      feed(harness, NEW, 2);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      feed(harness, OLD, 3);
      feed(harness, NEW, 2);
      assertThat(samples(harness)).isEmpty();
      harness.processWatermark(SampleTargets.KEPT.toMillis());
      assertThat(harness.numKeyedStateEntries()).isPositive();
      harness.processWatermark(SampleTargets.KEPT.plus(Duration.ofHours(1)).toMillis());
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void targetsAreKeptApartByJobAndInstance() {
    assertThat(
            List.of(
                SampleTargets.key(target(Map.of("job", "a", "instance", "b"), 1)),
                SampleTargets.key(target(Map.of("job", "ab"), 1)),
                SampleTargets.key(target(Map.of("instance", "ab"), 1))))
        .doesNotHaveDuplicates();
  }

  private static StreamRecord<ArrivedRollup> arrived(
      long offset, int index, Resource resource, long window) {
    return new StreamRecord<>(
        new ArrivedRollup(
            new Origin("rollups", 0, offset, index),
            0,
            0,
            new Rollup(
                "live",
                new Series(
                    index,
                    index,
                    "queue",
                    "",
                    "",
                    MetricKind.GAUGE,
                    Temporality.UNSPECIFIED,
                    false,
                    resource,
                    Scope.EMPTY,
                    Attributes.EMPTY),
                Resolution.MINUTE,
                window,
                0,
                1,
                1,
                1,
                1,
                1,
                window,
                false,
                null,
                null,
                null,
                null)),
        0);
  }

  private static ArrivedTarget target(Map<String, String> labels, int minute) {
    return new ArrivedTarget(new Origin("rollups", 0, 0, 0), "live", 0, minute * MINUTE, labels);
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, ArrivedTarget, PrometheusSamples> harness,
      Map<String, String> labels,
      int minute)
      throws Exception {
    harness.processElement(target(labels, minute), minute * 60_000L);
  }

  /** The version, and the second and value of each sample. */
  private static List<String> samples(
      KeyedOneInputStreamOperatorTestHarness<String, ArrivedTarget, PrometheusSamples> harness)
      throws Exception {
    List<String> texts = new ArrayList<>();
    for (PrometheusSamples samples : harness.extractOutputValues()) {
      List<TimeSeries> all =
          RemoteWriteReader.read(RemoteWriteVersion.V1, samples.series()).series();
      assertThat(samples.samples()).isEqualTo(all.size());
      for (TimeSeries series : all) {
        assertThat(series.labels()).contains(new Label(Label.NAME, "target_info"));
        String version =
            series.labels().stream()
                .filter(label -> label.name().equals("service_version"))
                .findFirst()
                .orElseThrow()
                .value();
        var sample = series.samples().get(0);
        texts.add(
            version
                + " "
                + sample.timestampMillis() / 1000
                + "="
                + (sample.isStale() ? "stale" : sample.value()));
      }
    }
    return texts;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ArrivedTarget, PrometheusSamples>
      opened() throws Exception {
    var harness = harness();
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ArrivedTarget, PrometheusSamples>
      harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new SampleTargets()), SampleTargets::key, Types.STRING);
  }
}
