package io.watchlake.jobs.stage.compute.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.compute.AskedInTest;
import io.watchlake.jobs.stage.compute.signal.Subscriptions;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.model.telemetry.LogRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendRecordsTest {

  private static final int ERROR = 17;

  private final AskedInTest asked = new AskedInTest();
  private int number;

  @Test
  void onlyWhatIsAskedForLeavesAndOnlyWhileItIs() throws Exception {
    try (var harness = harness()) {
      send(harness, 5, ERROR, "till is stuck");
      assertThat(harness.extractOutputValues()).isEmpty();

      asked.ask(subscription("stuck", SignalKind.LOG, "severity=\"ERROR\",body=~\".*stuck\""));
      send(harness, 2, ERROR, "till is stuck");
      send(harness, 1, 9, "till is stuck");
      send(harness, 1, ERROR, "till is open");
      assertThat(harness.extractOutputValues())
          .extracting(Signal::id)
          .containsExactly("log/otlp_logs-1-7-6", "log/otlp_logs-1-7-7");

      asked.ask(subscription("spans", SignalKind.SPAN, ""));
      send(harness, 5, ERROR, "till is stuck");
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void whoeverAsksARecordIsOneSignal() throws Exception {
    try (var harness = harness()) {
      asked.ask(
          subscription("all", SignalKind.LOG, ""),
          subscription("errors", SignalKind.LOG, "severity=\"ERROR\""));
      send(harness, 1, ERROR, "");
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void whoAsksByNameAndWhoAsksForAnyAreFound() {
    RecordSubscription any = named("any", SignalKind.SPAN, null);
    RecordSubscription pay = named("pay", SignalKind.SPAN, "pay");
    Subscriptions all =
        new Subscriptions(
            List.of(any, pay, named("log", SignalKind.LOG, null)), CustomMetrics.NONE);
    assertThat(all.records(SignalKind.SPAN, "pay")).containsExactlyInAnyOrder(any, pay);
    assertThat(all.records(SignalKind.SPAN, "ask")).containsExactly(any);
    assertThat(all.records(SignalKind.AUDIT, "pay")).isEmpty();
    assertThat(all.takeRecords(SignalKind.AUDIT)).isFalse();
  }

  @Test
  void whatIsCountedTogetherIsToldWhenItsSecondIsOver() throws Exception {
    try (var harness = harness()) {
      asked.ask(subscription("all", SignalKind.LOG, ""));
      harness.setProcessingTime(500);
      send(harness, AskedRecords.MOST_SIGNALS + 3, ERROR, "");
      harness.setProcessingTime(999);
      assertThat(harness.extractOutputValues()).hasSize(AskedRecords.MOST_SIGNALS);
      harness.setProcessingTime(1000);
      assertThat(harness.extractOutputValues()).hasSize(AskedRecords.MOST_SIGNALS + 1);

      send(harness, AskedRecords.MOST_SIGNALS, ERROR, "");
      assertThat(total(harness)).as("the next second has room").isEqualTo(number);
      assertThat(harness.extractOutputValues()).hasSize(2 * AskedRecords.MOST_SIGNALS + 1);
    }
  }

  @Test
  void whatIsOfAnotherTimeToComeIsNoSignal() throws Exception {
    try (var harness = harness()) {
      asked.ask(subscription("all", SignalKind.LOG, ""));
      long ahead = TimeUnit.MILLISECONDS.toNanos(SendRecords.AHEAD_MILLIS);
      harness.processElement(new StreamRecord<>(Logs.at(ahead)));
      harness.processElement(new StreamRecord<>(Logs.at(ahead + 1_000_000)));
      assertThat(harness.extractOutputValues())
          .extracting(Signal::timeUnixNano)
          .containsExactly(ahead);
    }
  }

  @Test
  void aCheckpointCoversWhatWasCountedBeforeIt() throws Exception {
    try (var harness = harness()) {
      asked.ask(subscription("all", SignalKind.LOG, ""));
      send(harness, AskedRecords.MOST_SIGNALS + 3, ERROR, "");
      harness.prepareSnapshotPreBarrier(1);
      assertThat(total(harness)).isEqualTo(number);
      send(harness, 4, ERROR, "");
      harness.endInput();
      harness.getOperator().finish();
      assertThat(total(harness)).isEqualTo(number);
    }
  }

  private static long total(OneInputStreamOperatorTestHarness<LogRecord, Signal> harness) {
    return harness.extractOutputValues().stream().mapToLong(Signal::records).sum();
  }

  private void send(
      OneInputStreamOperatorTestHarness<LogRecord, Signal> harness,
      int count,
      int severity,
      String body)
      throws Exception {
    for (int i = 0; i < count; i++) {
      harness.processElement(new StreamRecord<>(Logs.of(++number, severity, "a", body)));
    }
  }

  private OneInputStreamOperatorTestHarness<LogRecord, Signal> harness() throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<LogRecord, Signal>(
            new SendRecords<>(SignalKind.LOG, LogView::new, asked));
    harness.setup(TelemetryTypes.SIGNAL.createSerializer(new SerializerConfigImpl()));
    harness.open();
    return harness;
  }

  private static RecordSubscription named(String id, SignalKind kind, @Nullable String name) {
    return new RecordSubscription(
        id, new SignalPattern(kind, name, List.of(), null), List.of(), "test");
  }

  private static RecordSubscription subscription(String id, SignalKind kind, String match)
      throws Exception {
    return new RecordSubscription(
        id,
        new SignalPattern(kind, null, FormulaParser.selector("x{" + match + "}").matchers(), null),
        List.of(),
        "test");
  }
}
