package io.watchlake.jobs.stage.compute.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.type.NotifyTypes;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Digests at work in Flink: by event time, the same after a crash, and no state without them. */
@SuppressWarnings("try") // the harness may be interrupted when it closes
class DigestStormsTest {

  private static final String WITH =
      """
      {route: {receiver: ops}, receivers: [
        {name: ops, channels: [slack], digest: {after: 1, within: 1m, every: 1m}},
        {name: boss, channels: [slack]}]}
      """;
  private static final String WITHOUT =
      WITH.replace(", digest: {after: 1, within: 1m, every: 1m}", "");

  /** A task with all that it told. */
  private static final class Bench implements AutoCloseable {

    private final KeyedOneInputStreamOperatorTestHarness<String, Decision, Decision> harness;

    Bench(String routing, @Nullable OperatorSubtaskState state) throws Exception {
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new DigestStorms(routing, "live")),
              DigestStorms::key,
              Types.STRING);
      harness.setup(NotifyTypes.DECISION.createSerializer(new SerializerConfigImpl()));
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    void decide(int second, String receiver, String group, NotificationReason reason)
        throws Exception {
      long time = TimeUnit.SECONDS.toNanos(second);
      boolean over = reason == NotificationReason.ALL_RESOLVED;
      Notification notification =
          new Notification(
              "live",
              receiver,
              true,
              reason,
              time,
              group,
              Map.of(),
              "",
              0,
              List.of(
                  new NotifiedAlert(
                      Map.of("service", group), Map.of(), time, over ? time : 0, "")));
      harness.processElement(
          new Decision(notification, reason.suppresses() ? "why" : ""), second * 1000L);
    }

    void fires(int second, String group) throws Exception {
      decide(second, "ops", group, NotificationReason.FIRST);
    }

    void time(int second) throws Exception {
      harness.processWatermark(new Watermark(second * 1000L));
    }

    List<String> decided() {
      return harness.extractOutputValues().stream()
          .map(
              decision ->
                  TimeUnit.NANOSECONDS.toSeconds(decision.notification().timeUnixNano())
                      + " "
                      + decision.notification().reason().code()
                      + " "
                      + String.join(
                          ",",
                          decision.notification().alerts().stream()
                              .map(alert -> alert.labels().get("service"))
                              .toList()))
          .toList();
    }

    /** The ids of what goes into the topic. */
    List<String> sent() {
      var sent = harness.getSideOutput(DigestStorms.NOTIFICATIONS);
      return sent == null
          ? List.of()
          : sent.stream().map(record -> record.getValue().id()).toList();
    }

    int kept() {
      return harness.numKeyedStateEntries();
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1, 1);
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  @Test
  void timeDecidesWhatIsGatheredWhateverTheOrderOfGroups() throws Exception {
    try (Bench bench = new Bench(WITH, null)) {
      bench.fires(12, "c");
      bench.fires(10, "a");
      bench.fires(11, "b");
      bench.time(11);
      assertThat(bench.decided()).containsExactly("10 first a", "11 digest b");
      bench.time(71);
      assertThat(bench.decided())
          .containsExactly("10 first a", "11 digest b", "12 digest c", "71 storm b,c");
      assertThat(bench.sent()).hasSize(2).doesNotHaveDuplicates();
      bench.decide(100, "ops", "b", NotificationReason.ALL_RESOLVED);
      bench.decide(100, "ops", "c", NotificationReason.ALL_RESOLVED);
      bench.decide(100, "ops", "a", NotificationReason.ALL_RESOLVED);
      bench.time(1_000);
      assertThat(bench.decided())
          .endsWith("100 all_resolved a", "100 all_resolved b", "100 digest c", "160 storm c,b");
      assertThat(bench.kept()).as("all is over").isZero();
    }
  }

  @Test
  void whoWantsNoDigestsIsToldAtOnceAndNothingIsKept() throws Exception {
    try (Bench bench = new Bench(WITH, null)) {
      for (int i = 0; i < 5; i++) {
        bench.decide(10, "boss", "g" + i, NotificationReason.FIRST);
      }
      bench.decide(10, "ops", "q", NotificationReason.SILENCED);
      assertThat(bench.decided()).hasSize(6).endsWith("10 first g4", "10 silenced q");
      assertThat(bench.sent()).hasSize(5);
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void aCrashInAStormChangesNothing() throws Exception {
    List<String> whole;
    OperatorSubtaskState state;
    try (Bench bench = new Bench(WITH, null)) {
      bench.fires(10, "a");
      bench.fires(11, "b");
      bench.fires(13, "c");
      bench.time(12);
      state = bench.snapshot();
      bench.time(80);
      whole = bench.sent();
    }
    try (Bench bench = new Bench(WITH, state)) {
      bench.time(80);
      assertThat(bench.decided()).containsExactly("13 digest c", "71 storm b,c");
      assertThat(whole).endsWith(bench.sent().toArray(String[]::new));
    }
    try (Bench bench = new Bench(WITHOUT, state)) {
      bench.time(80);
      assertThat(bench.decided())
          .as("what was gathered is told where digests are wanted no more")
          .contains("71 storm b,c");
      bench.fires(90, "d");
      bench.fires(91, "e");
      bench.time(100);
      assertThat(bench.decided()).endsWith("90 first d", "91 first e");
    }
  }

  @Test
  void whatIsLateIsToldNow() throws Exception {
    try (Bench bench = new Bench(WITH, null)) {
      bench.time(500);
      bench.fires(100, "a");
      bench.time(501);
      assertThat(bench.decided()).containsExactly("100 first a");
    }
  }
}
