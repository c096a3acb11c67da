package io.watchlake.jobs.stage.compute.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.config.AlertingText;
import io.watchlake.alerting.route.RouteNode;
import io.watchlake.alerting.route.RoutingTree;
import io.watchlake.connectors.alert.codec.AcknowledgementCodec;
import io.watchlake.connectors.alert.codec.SilenceCodec;
import io.watchlake.jobs.stage.compute.BroadcastHarness;
import io.watchlake.jobs.stage.notify.GroupedAlert;
import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.jobs.stage.type.NotifyTypes;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.NotifiedAlert;
import io.watchlake.model.alert.Silence;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Groups at work in Flink: time decides, nothing is kept of what is over, crashes change nothing.
 */
@SuppressWarnings("try") // the harness may be interrupted when it closes
class NotifyGroupsTest {

  private static final String ROUTING =
      """
      {route: {receiver: ops, group_by: [g], group_wait: 10s, group_interval: 1m,
        repeat_interval: 1h}, receivers: [{name: ops, channels: [email]}],
       inhibit_rules: [{source_matchers: [n=s], target_matchers: [n=t]}]}
      """;
  private static final String OTHER =
      "{route: {receiver: boss}, receivers: [{name: boss, channels: [email]}]}";

  /** A task with all that it told. */
  private static final class Bench implements AutoCloseable {

    private final KeyedBroadcastOperatorTestHarness<String, GroupedAlert, QuietMessage, Decision>
        harness;

    Bench(String routing, @Nullable OperatorSubtaskState state, Silence... silences)
        throws Exception {
      this(
          routing,
          state,
          new QuietState(List.of(silences).stream().map(SilenceCodec::encode).toList(), List.of()));
    }

    Bench(String routing, @Nullable OperatorSubtaskState state, QuietState quiet) throws Exception {
      harness =
          BroadcastHarness.open(
              new NotifyGroups(routing, quiet, "live"),
              List.of(QuietState.SILENCES, QuietState.SOURCES, QuietState.ACKNOWLEDGEMENTS),
              GroupedAlert::group,
              NotifyTypes.DECISION,
              state);
      harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);
    }

    void fire(int second, String name, String group) throws Exception {
      put(new NotifiedAlert(labels(name, group), Map.of(), nano(second), 0, ""), second);
    }

    void end(int second, String name, String group) throws Exception {
      put(new NotifiedAlert(labels(name, group), Map.of(), nano(second), nano(second), ""), second);
    }

    private static Map<String, String> labels(String name, String group) {
      return Map.of("n", name, "g", group);
    }

    private void put(NotifiedAlert alert, int second) throws Exception {
      if (alert.labels().get("n").equals("s")) {
        harness.processBroadcastElement(QuietMessage.source(alert, second * 1000L), second * 1000L);
      }
      RouteNode node =
          new RoutingTree(AlertingText.read(ROUTING).route()).match(alert.labels()).get(0);
      String group = new GroupKey(node.id(), node.groupLabels(alert.labels())).encode();
      harness.processElement(new GroupedAlert(group, alert, second * 1000L), second * 1000L);
    }

    void silence(Silence silence) throws Exception {
      harness.processBroadcastElement(
          QuietMessage.silence(SilenceCodec.key(silence.id()), SilenceCodec.encode(silence)), 0);
    }

    void acknowledge(Acknowledgement said) throws Exception {
      harness.processBroadcastElement(
          QuietMessage.acknowledgement(
              AcknowledgementCodec.key(said.fingerprint()), AcknowledgementCodec.encode(said)),
          0);
    }

    void takeBack(String fingerprint) throws Exception {
      harness.processBroadcastElement(
          QuietMessage.acknowledgement(AcknowledgementCodec.key(fingerprint), null), 0);
    }

    /** How many acknowledgements are kept, taken back or not. */
    int acknowledgements() throws Exception {
      int count = 0;
      for (var entry : harness.getBroadcastState(QuietState.ACKNOWLEDGEMENTS).entries()) {
        count += entry.getKey().isEmpty() ? 0 : 1;
      }
      return count;
    }

    void time(int second) throws Exception {
      harness.processWatermark(new Watermark(second * 1000L));
    }

    List<String> told() {
      return harness.extractOutputValues().stream()
          .map(
              decision ->
                  TimeUnit.NANOSECONDS.toSeconds(decision.notification().timeUnixNano())
                      + " "
                      + decision.notification().reason().code()
                      + " "
                      + decision.notification().alerts().stream()
                          .map(alert -> alert.labels().get("n"))
                          .collect(Collectors.joining(",")))
          .toList();
    }

    /** The ids of what is told. */
    List<String> sent() {
      return harness.extractOutputValues().stream()
          .filter(Decision::tells)
          .map(Decision::id)
          .toList();
    }

    int kept() {
      HeapKeyedStateBackend<?> backend =
          (HeapKeyedStateBackend<?>)
              ((AbstractStreamOperator<?>) harness.getOperator()).<String>getKeyedStateBackend();
      return backend.numKeyValueStateEntries();
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1, 1);
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static long nano(int second) {
    return TimeUnit.SECONDS.toNanos(second);
  }

  private static Silence silence(String name, int from, int to) {
    return new Silence(
        name,
        List.of(new LabelMatcher("n", Operator.EQUAL, name)),
        nano(from),
        nano(to),
        "me",
        "",
        nano(from));
  }

  @Test
  void groupsTellWhenTheWatermarkHasComeToTheirTimeAndNothingIsKeptAfterwards() throws Exception {
    try (Bench bench = new Bench(ROUTING, null)) {
      bench.fire(100, "a", "x");
      bench.fire(105, "b", "x");
      bench.fire(107, "c", "y");
      bench.time(109);
      assertThat(bench.told()).isEmpty();
      bench.time(120);
      assertThat(bench.told()).containsExactly("110 first a,b", "117 first c");
      bench.end(150, "a", "x");
      bench.end(150, "b", "x");
      bench.end(150, "c", "y");
      bench.time(180);
      assertThat(bench.told())
          .containsExactly(
              "110 first a,b", "117 first c", "170 all_resolved a,b", "177 all_resolved c");
      assertThat(bench.sent()).hasSize(4).doesNotHaveDuplicates();
      // For twice the time after which the same would be told again.
      bench.time(177 + 7200);
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void silencesAndSourcesKeepAlertsQuietAndAreSaidOnce() throws Exception {
    try (Bench bench = new Bench(ROUTING, null, silence("q", 0, 1000))) {
      bench.fire(100, "q", "x");
      bench.fire(100, "t", "x");
      bench.fire(101, "s", "y");
      bench.silence(silence("later", 100, 1000));
      bench.fire(102, "later", "x");
      bench.time(200);
      assertThat(bench.told())
          .containsExactlyInAnyOrder(
              "110 inhibited t", "110 silenced q", "110 silenced later", "111 first s");
      assertThat(bench.sent()).hasSize(1);
      bench.silence(silence("q", 0, 1000).expired(nano(210)));
      bench.end(215, "s", "y");
      bench.time(260);
      assertThat(bench.told()).contains("230 first q,t");
    }
  }

  private static Acknowledgement said(String name, int at, int until) {
    String fingerprint =
        new NotifiedAlert(Bench.labels(name, "x"), Map.of(), 0, 0, "").fingerprint();
    return new Acknowledgement(fingerprint, nano(at), nano(until), "eve", "");
  }

  @Test
  void whatIsAcknowledgedIsNotToldAgainAfterACrashEither() throws Exception {
    OperatorSubtaskState state;
    try (Bench bench = new Bench(ROUTING, null)) {
      bench.fire(100, "a", "x");
      bench.time(120);
      bench.acknowledge(said("a", 130, 50_000));
      bench.time(200);
      assertThat(bench.told()).containsExactly("110 first a", "170 acknowledged a");
      assertThat(bench.sent()).hasSize(1);
      state = bench.snapshot();
    }
    try (Bench bench = new Bench(ROUTING, state)) {
      bench.time(9_000);
      assertThat(bench.told()).as("no repeat after an hour").isEmpty();
      bench.takeBack(said("a", 0, 0).fingerprint());
      bench.time(9_100);
      assertThat(bench.told()).containsExactly("9050 repeat a");
    }
  }

  @Test
  void acknowledgementsOfTheStartAreKnownAndThoseThatAreLongOverAreForgotten() throws Exception {
    QuietState started =
        new QuietState(List.of(), List.of(AcknowledgementCodec.encode(said("a", 100, 300))));
    try (Bench bench = new Bench(ROUTING, null, started)) {
      bench.fire(100, "a", "x");
      bench.time(200);
      assertThat(bench.told()).containsExactly("110 acknowledged a");
      bench.time(360);
      assertThat(bench.told()).as("it is over at 300").endsWith("350 first a");
      bench.acknowledge(said("b", 400, 500));
      bench.acknowledge(said("c", 900, 5_000));
      assertThat(bench.acknowledgements()).isEqualTo(2);
      bench.acknowledge(said("d", 500 + 3_601, 5_000));
      assertThat(bench.acknowledgements()).as("without b").isEqualTo(2);
    }
  }

  @Test
  void whatIsToldAfterACrashHasTheSameIds() throws Exception {
    List<String> whole;
    try (Bench bench = new Bench(ROUTING, null)) {
      history(bench, 0);
      history(bench, 1);
      whole = bench.sent();
    }
    OperatorSubtaskState state;
    try (Bench bench = new Bench(ROUTING, null)) {
      history(bench, 0);
      state = bench.snapshot();
      // What was told after the checkpoint is told again.
      history(bench, 1);
    }
    try (Bench bench = new Bench(ROUTING, state)) {
      history(bench, 1);
      assertThat(bench.sent()).isNotEmpty().isSubsetOf(whole);
      assertThat(whole).endsWith(bench.sent().toArray(String[]::new));
    }
  }

  private static void history(Bench bench, int half) throws Exception {
    if (half == 0) {
      bench.fire(100, "a", "x");
      bench.fire(103, "s", "y");
      bench.fire(104, "t", "x");
      bench.silence(silence("q", 0, 150));
      bench.fire(105, "q", "x");
      bench.time(130);
    } else {
      bench.end(160, "s", "y");
      bench.time(300);
    }
  }

  @Test
  void whatIsLateComesNow() throws Exception {
    try (Bench bench = new Bench(ROUTING, null)) {
      bench.time(500);
      bench.fire(100, "a", "x");
      bench.time(501);
      // It has fired for longer than a group waits.
      assertThat(bench.told()).containsExactly("500 first a");
    }
  }

  @Test
  void aGroupWhoseRouteIsGoneIsForgotten() throws Exception {
    OperatorSubtaskState state;
    try (Bench bench = new Bench(ROUTING, null)) {
      bench.fire(100, "a", "x");
      bench.time(105);
      state = bench.snapshot();
    }
    try (Bench bench = new Bench(OTHER, state)) {
      bench.time(200);
      assertThat(bench.told()).isEmpty();
      assertThat(bench.kept()).isZero();
    }
  }
}
