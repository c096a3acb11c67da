package io.watchlake.jobs.stage.compute.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.alert.codec.RuleCodec;
import io.watchlake.jobs.stage.alert.RoutedSignal;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.type.AlertTypes;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.rules.engine.RuleKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules at work: what time decides, what a change of rules does, and that state expires. */
@SuppressWarnings("try") // the harness may be interrupted when it closes
class EvaluateRulesTest {

  private static final String THRESHOLD =
      "alert_rules: {r: {metric: %s, threshold: %d, duration: 2m, key: host, severity: info}}";
  private static final String SEQUENCE =
      "alert_rules: {r: {key: host, severity: info, on_change: %s, sequence: {within: %s,"
          + " steps: [{begin: {kind: audit, name: a}}, {followed_by: {kind: audit, name: b}}]}}}";

  private static final String VALUES =
      "alert_rules: {r: {key: host, severity: info, sequence: {within: 1m, steps:"
          + " [{begin: {step: bad, metric: m, value: '> 90'}},"
          + " {followed_by: {step: good, metric: m, value: '< 10'}}]}}}";

  private static final int MAX_PARALLELISM = 8;

  /** Rules at work on a table, with all that they told. */
  private static final class Bench implements AutoCloseable {

    private final KeyedBroadcastOperatorTestHarness<String, RoutedSignal, RuleMessage, Alert>
        harness;
    private final EvaluateRules function;
    private RuleVersions rule = RuleVersions.none("r");
    private int sent;

    Bench(String text) throws Exception {
      this(text, 1, 0, null);
    }

    /**
     * One of some subtasks.
     *
     * @param state of all subtasks before; null to begin without
     */
    Bench(String text, int subtasks, int subtask, @Nullable OperatorSubtaskState state)
        throws Exception {
      rule = rule.with(text, 1).live(1, 1);
      function = new EvaluateRules(RuleState.of(List.of(rule)), "live");
      harness =
          new KeyedBroadcastOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(function, List.of(RuleState.DESCRIPTOR)),
              RoutedSignal::machine,
              Types.STRING,
              MAX_PARALLELISM,
              subtasks,
              subtask);
      harness.setup(AlertTypes.ALERT.createSerializer(new SerializerConfigImpl()));
      if (state != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, 1, subtasks, subtask));
      }
      harness.open();
      harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);
    }

    void apply(String text) throws Exception {
      rule = rule.with(text, rule.newest() + 1);
      change(rule.live(rule.newest(), rule.newest()));
    }

    void change(RuleVersions to) throws Exception {
      rule = to;
      harness.processBroadcastElement(
          new RuleMessage(RuleCodec.key("r"), RuleCodec.encode(rule)), 0);
    }

    /** As the router would send it. */
    void send(SignalKind kind, String name, int second, double value) throws Exception {
      send("h", kind, name, second, value);
    }

    void send(String host, SignalKind kind, String name, int second, double value)
        throws Exception {
      Signal signal =
          new Signal(
              "s" + sent++,
              kind,
              "live",
              TimeUnit.SECONDS.toNanos(second),
              name,
              "",
              "",
              "k",
              value,
              Map.of("host", host),
              Map.of());
      for (RuleAtWork one : new RuleBook(List.of(rule)).of(signal)) {
        if (!one.needs(signal)) {
          continue;
        }
        harness.processElement(
            new RoutedSignal(
                MachineKey.of(one.machines(), RuleKey.of(one.rule(), signal)),
                signal,
                second * 1000L),
            second * 1000L);
      }
    }

    void time(int second) throws Exception {
      harness.processWatermark(new Watermark(second * 1000L));
    }

    List<String> told() {
      List<String> told = new ArrayList<>();
      for (Alert alert : harness.extractOutputValues()) {
        told.add(
            TimeUnit.NANOSECONDS.toSeconds(alert.timeUnixNano())
                + " v"
                + alert.version()
                + ' '
                + alert.status().code());
      }
      return told;
    }

    Map<String, Long> keys() {
      return function.keysKept();
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1, 1);
    }

    int kept() {
      HeapKeyedStateBackend<?> backend =
          (HeapKeyedStateBackend<?>)
              ((AbstractStreamOperator<?>) harness.getOperator()).<String>getKeyedStateBackend();
      return backend.numKeyValueStateEntries();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  @Test
  void whatTimeDecidesNeedsNoSignalAndNothingIsKeptAfterwards() throws Exception {
    try (Bench bench = new Bench(THRESHOLD.formatted("m", 5))) {
      bench.send(SignalKind.METRIC, "m", 60, 9);
      bench.time(179);
      assertThat(bench.told()).containsExactly("60 v1 pending");
      bench.time(200);
      assertThat(bench.told()).containsExactly("60 v1 pending", "180 v1 firing");
      bench.time(1000);
      assertThat(bench.told().get(2)).isEqualTo("360 v1 resolved");
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void anotherThresholdGoesOnWithWhatHasBegun() throws Exception {
    try (Bench bench = new Bench(THRESHOLD.formatted("m", 5))) {
      bench.send(SignalKind.METRIC, "m", 60, 9);
      bench.apply(THRESHOLD.formatted("m", 7));
      bench.send(SignalKind.METRIC, "m", 180, 8);
      assertThat(bench.told()).containsExactly("60 v1 pending", "180 v2 firing");
    }
  }

  @Test
  void theKillSwitchResolvesWhatFires() throws Exception {
    try (Bench bench = new Bench(THRESHOLD.formatted("m", 5))) {
      bench.send(SignalKind.METRIC, "m", 60, 9);
      bench.send(SignalKind.METRIC, "m", 180, 9);
      bench.time(190);
      bench.change(bench.rule.live(0, 9));
      assertThat(bench.told()).last().isEqualTo("190 v1 resolved");
      assertThat(bench.kept()).isZero();
      bench.send(SignalKind.METRIC, "m", 200, 9);
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void aSequenceThatHasBegunIsCompletedWhenItsRuleDrains() throws Exception {
    try (Bench bench = new Bench(SEQUENCE.formatted("drain", "1h"))) {
      bench.send(SignalKind.AUDIT, "a", 10, Double.NaN);
      bench.time(20);
      bench.apply(SEQUENCE.formatted("drain", "2h"));
      bench.send(SignalKind.AUDIT, "b", 30, Double.NaN);
      bench.time(40);
      assertThat(bench.told()).containsExactly("30 v1 firing");
      // Nothing of the old version begins any more, and the new one does.
      bench.time(4000);
      bench.send(SignalKind.AUDIT, "a", 4010, Double.NaN);
      bench.send(SignalKind.AUDIT, "b", 4020, Double.NaN);
      bench.time(4030);
      assertThat(bench.told()).containsExactly("30 v1 firing", "330 v1 resolved", "4020 v2 firing");
      bench.time(20_000);
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void aSequenceThatHasBegunIsGivenUpWhenItsRuleSaysSo() throws Exception {
    try (Bench bench = new Bench(SEQUENCE.formatted("drop", "1h"))) {
      bench.send(SignalKind.AUDIT, "a", 10, Double.NaN);
      bench.time(20);
      assertThat(bench.kept()).isPositive();
      bench.apply(SEQUENCE.formatted("drop", "2h"));
      assertThat(bench.kept()).isZero();
      bench.send(SignalKind.AUDIT, "b", 30, Double.NaN);
      bench.time(20_000);
      assertThat(bench.told()).isEmpty();
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void signalsOfASequenceAreBroughtIntoOrder() throws Exception {
    try (Bench bench = new Bench(SEQUENCE.formatted("drain", "1h"))) {
      bench.send(SignalKind.AUDIT, "b", 30, Double.NaN);
      bench.send(SignalKind.AUDIT, "a", 10, Double.NaN);
      bench.time(40);
      assertThat(bench.told()).containsExactly("30 v1 firing");
    }
  }

  @Test
  void aLateSignalOfASequenceCountsWhenItComes() throws Exception {
    try (Bench bench = new Bench(SEQUENCE.formatted("drain", "1h"))) {
      bench.send(SignalKind.AUDIT, "a", 10, Double.NaN);
      bench.time(1000);
      bench.send(SignalKind.AUDIT, "b", 30, Double.NaN);
      bench.time(1010);
      assertThat(bench.told()).containsExactly("1000 v1 firing");
    }
  }

  @Test
  void whatComesLateIsNoMatchWhenItWasNotInTime() throws Exception {
    try (Bench bench = new Bench(SEQUENCE.formatted("drain", "1h"))) {
      bench.time(20_000);
      bench.send(SignalKind.AUDIT, "a", 10, Double.NaN);
      bench.send(SignalKind.AUDIT, "b", 3610, Double.NaN);
      bench.time(20_010);
      assertThat(bench.told()).isEmpty();
    }
  }

  @Test
  void aSignalOfNoStepIsNotKept() throws Exception {
    try (Bench bench = new Bench(VALUES)) {
      bench.send(SignalKind.METRIC, "m", 10, 50);
      assertThat(bench.kept()).isZero();
      bench.send(SignalKind.METRIC, "m", 20, 95);
      bench.send(SignalKind.METRIC, "m", 30, 50);
      bench.send(SignalKind.METRIC, "m", 40, 5);
      bench.time(50);
      assertThat(bench.told()).containsExactly("40 v1 firing");
    }
  }

  @Test
  void keysThatKeepStateAreCountedUntilTheyExpire() throws Exception {
    try (Bench bench = new Bench(THRESHOLD.formatted("m", 5))) {
      bench.send("a", SignalKind.METRIC, "m", 60, 9);
      bench.send("b", SignalKind.METRIC, "m", 60, 9);
      bench.send("b", SignalKind.METRIC, "m", 61, 9);
      assertThat(bench.keys()).isEqualTo(Map.of("r", 2L));
      bench.time(200);
      assertThat(bench.keys()).isEqualTo(Map.of("r", 2L));
      bench.time(1000);
      assertThat(bench.keys()).isEmpty();
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void keysOfSequencesAreCountedFromTheFirstSignalThatWaits() throws Exception {
    try (Bench bench = new Bench(SEQUENCE.formatted("drain", "1h"))) {
      bench.send(SignalKind.AUDIT, "b", 10, Double.NaN);
      assertThat(bench.keys()).isEqualTo(Map.of("r", 1L));
      // It was no beginning, but is known for as long as it may come twice.
      bench.time(20);
      assertThat(bench.keys()).isEqualTo(Map.of("r", 1L));
      bench.time(20_000);
      assertThat(bench.keys()).isEmpty();
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void theKillSwitchLeavesNoKeys() throws Exception {
    try (Bench bench = new Bench(THRESHOLD.formatted("m", 5))) {
      bench.send("a", SignalKind.METRIC, "m", 60, 9);
      bench.send("b", SignalKind.METRIC, "m", 60, 9);
      bench.change(bench.rule.live(0, 9));
      assertThat(bench.keys()).isEmpty();
    }
  }

  @Test
  void theSumOfCountsIsTheSameWithAnotherParallelism() throws Exception {
    String text = THRESHOLD.formatted("m", 5);
    OperatorSubtaskState state;
    try (Bench bench = new Bench(text)) {
      for (int host = 0; host < 20; host++) {
        bench.send("h" + host, SignalKind.METRIC, "m", 60, 9);
      }
      state = bench.snapshot();
    }
    try (Bench one = new Bench(text, 2, 0, state);
        Bench other = new Bench(text, 2, 1, state)) {
      assertThat(sum(one, other)).isEqualTo(20);
      // The counts went to one subtask, the keys to both.
      assertThat(one.kept()).isPositive();
      assertThat(other.kept()).isPositive();
      one.time(1000);
      other.time(1000);
      assertThat(sum(one, other)).isZero();
      assertThat(one.kept() + other.kept()).isZero();
    }
  }

  @Test
  void countsThatTheStateLacksAreRightOnceARuleChanges() throws Exception {
    String text = THRESHOLD.formatted("m", 5);
    OperatorSubtaskState state;
    try (Bench bench = new Bench(text)) {
      bench.send("a", SignalKind.METRIC, "m", 60, 9);
      bench.send("b", SignalKind.METRIC, "m", 60, 9);
      state = bench.snapshot();
    }
    OperatorSubtaskState older =
        OperatorSubtaskState.builder()
            .setManagedKeyedState(state.getManagedKeyedState())
            .setRawKeyedState(state.getRawKeyedState())
            .build();
    try (Bench bench = new Bench(text, 1, 0, older)) {
      bench.send("c", SignalKind.METRIC, "m", 61, 9);
      assertThat(bench.keys()).isEqualTo(Map.of("r", 1L));
      bench.apply(THRESHOLD.formatted("m", 6));
      assertThat(bench.keys()).isEqualTo(Map.of("r", 3L));
      bench.time(1000);
      assertThat(bench.keys()).isEmpty();
    }
  }

  private static long sum(Bench... subtasks) {
    return Stream.of(subtasks)
        .flatMap(bench -> bench.keys().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
