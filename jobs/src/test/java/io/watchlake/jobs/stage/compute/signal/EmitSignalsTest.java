package io.watchlake.jobs.stage.compute.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.connectors.signal.codec.SubscriptionCodec;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class EmitSignalsTest {

  private static final CustomMetrics CUSTOM =
      CustomMetrics.of("dora", Map.of("environment", "production"));

  private static final Rollup CPU = gauge("cpu_utilization_percentage", "shop", Resolution.MINUTE);

  @Test
  void withoutASubscriptionNothingLeaves() throws Exception {
    try (var harness = opened()) {
      feed(harness, CPU);
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void whatIsAskedForLeavesAndNothingElse() throws Exception {
    try (var harness = opened()) {
      ask(harness, "rule-1", "cpu_utilization_percentage{service=\"shop\"}", Resolution.MINUTE);
      feed(harness, CPU);
      feed(harness, gauge("cpu_utilization_percentage", "other", Resolution.MINUTE));
      feed(harness, gauge("cpu_utilization_percentage", "shop", Resolution.TEN_SECONDS));
      feed(harness, gauge("memory_utilization_percentage", "shop", Resolution.MINUTE));

      assertThat(harness.extractOutputValues()).hasSize(1);
      Signal signal = harness.extractOutputValues().get(0);
      assertThat(signal.id()).isEqualTo("metric/rule-1/" + CPU.id());
      assertThat(signal.kind()).isEqualTo(SignalKind.METRIC);
      assertThat(signal.timeUnixNano()).isEqualTo(CPU.endUnixNano());
      assertThat(signal.service()).isEqualTo("shop");
      assertThat(signal.value()).isEqualTo(7);
      assertThat(signal.labels())
          .containsOnly(
              Map.entry("environment", "production"),
              Map.entry("service.name", "shop"),
              Map.entry("core", "1"));
      assertThat(signal.evidence())
          .containsEntry("rollup", CPU.id())
          .containsEntry("subscription", "rule-1")
          .containsEntry("max", "9.0");
    }
  }

  @Test
  void askingAndEndingTakeEffectWithoutARestart() throws Exception {
    try (var harness = opened()) {
      feed(harness, CPU);
      ask(harness, "a", "cpu_utilization_percentage", Resolution.MINUTE);
      ask(harness, "b", "cpu_utilization_percentage{core=~\"[0-9]\"}", Resolution.MINUTE);
      feed(harness, CPU);
      harness.processElement2(
          new StreamRecord<>(new SubscriptionMessage(SubscriptionCodec.key("a"), null)));
      feed(harness, CPU);
      ask(harness, "b", "cpu_utilization_percentage{core=\"2\"}", Resolution.MINUTE);
      feed(harness, CPU);
      assertThat(harness.extractOutputValues())
          .extracting(signal -> signal.evidence().get("subscription"))
          .containsExactly("a", "b", "b");
    }
  }

  @Test
  void aMetricIsAskedForByAnyOfItsNamesAndComesInThatNamesUnit() throws Exception {
    try (var harness = opened()) {
      ask(harness, "a", "cpu_usage", Resolution.MINUTE);
      ask(harness, "b", "mttr_hours", Resolution.MINUTE);
      ask(harness, "c", "workflows_active", Resolution.MINUTE);
      feed(harness, CPU);
      feed(harness, gauge("time_to_restore_service", "shop", Resolution.MINUTE));
      feed(harness, gauge("dora_workflows_active", "shop", Resolution.MINUTE));
      assertThat(harness.extractOutputValues())
          .extracting(Signal::name, Signal::unit, Signal::value)
          .containsExactly(
              tuple("cpu_usage", "%", 7.0),
              tuple("mttr_hours", "h", 7 / 3600.0),
              tuple("workflows_active", "{workflow}", 7.0));
    }
  }

  @Test
  void whatIsNoSubscriptionIsPassedOver() throws Exception {
    try (var harness = opened()) {
      ask(harness, "a", "cpu_usage", Resolution.MINUTE);
      for (SubscriptionMessage bad :
          List.of(
              new SubscriptionMessage(null, null),
              new SubscriptionMessage(utf8("a"), utf8("{")),
              new SubscriptionMessage(
                  utf8("other"), SubscriptionCodec.encode(subscription("a", "x", "1m"))))) {
        harness.processElement2(new StreamRecord<>(bad));
      }
      feed(harness, CPU);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void subscriptionsAreRestored() throws Exception {
    OperatorSubtaskState state;
    try (var harness = opened()) {
      ask(harness, "a", "cpu_usage", Resolution.MINUTE);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      feed(harness, CPU);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  private static Rollup gauge(String metric, String service, Resolution resolution) {
    return new Rollup(
        "live",
        new Series(
            metric.hashCode() * 31L + service.hashCode(),
            0,
            metric,
            "",
            "%",
            MetricKind.GAUGE,
            Temporality.UNSPECIFIED,
            false,
            new Resource(service, strings(Map.of("service.name", service))),
            Scope.EMPTY,
            new Attributes(Map.of(), Map.of("core", 1L), Map.of(), Map.of(), null)),
        resolution,
        0,
        2,
        3,
        21,
        5,
        9,
        7,
        1,
        false,
        null,
        null,
        null,
        null);
  }

  private static Attributes strings(Map<String, String> strings) {
    return new Attributes(strings, Map.of(), Map.of(), Map.of(), null);
  }

  private static Subscription subscription(String id, String series, String resolution)
      throws Exception {
    return new SeriesSubscription(
        id, FormulaParser.selector(series), Resolution.ofCode(resolution), "test");
  }

  private static void ask(
      TwoInputStreamOperatorTestHarness<RollupMessage, SubscriptionMessage, Signal> harness,
      String id,
      String series,
      Resolution resolution)
      throws Exception {
    Subscription subscription = subscription(id, series, resolution.code());
    harness.processElement2(
        new StreamRecord<>(
            new SubscriptionMessage(
                SubscriptionCodec.key(id), SubscriptionCodec.encode(subscription))));
  }

  private static void feed(
      TwoInputStreamOperatorTestHarness<RollupMessage, SubscriptionMessage, Signal> harness,
      Rollup rollup)
      throws Exception {
    harness.processElement1(
        new StreamRecord<>(
            new RollupMessage(rollup.bucket(), RollupCodec.encode(List.of(rollup))), 0));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static TwoInputStreamOperatorTestHarness<RollupMessage, SubscriptionMessage, Signal>
      opened() throws Exception {
    var harness = harness();
    harness.open();
    return harness;
  }

  private static TwoInputStreamOperatorTestHarness<RollupMessage, SubscriptionMessage, Signal>
      harness() throws Exception {
    var harness =
        new TwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithNonKeyedOperator<>(
                new EmitSignals(CUSTOM), List.of(SubscriptionState.DESCRIPTOR)));
    harness.setup(TelemetryTypes.SIGNAL.createSerializer(new SerializerConfigImpl()));
    return harness;
  }
}
