package io.watchlake.jobs.stage.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When indices are deleted, and which; by a clock that the test drives. */
class ExpireIndicesTest {

  private static final long START = Instant.parse("2026-03-01T23:30:00Z").toEpochMilli();
  private static final int KEEP_DAYS = 90;

  /** What the operator asked for; static, since the operator is serialised. */
  private static final List<LocalDate> ASKED = new ArrayList<>();

  private static boolean away;

  @BeforeEach
  void forget() {
    ASKED.clear();
    away = false;
  }

  private static Set<String> delete(LocalDate firstKept) {
    ASKED.add(firstKept);
    if (away) {
      throw new IllegalStateException("the cluster is away");
    }
    return Set.of("dora-logs-" + firstKept.minusDays(1));
  }

  @Test
  void soonAfterTheStartAndEveryHourByTheDaysInUtc() throws Exception {
    try (var harness = harness(1, 0)) {
      assertThat(ASKED).isEmpty();
      pass(harness, ExpireIndices.AFTER_START);
      assertThat(ASKED).containsExactly(LocalDate.of(2025, 12, 1));
      pass(harness, Duration.ofMinutes(59));
      assertThat(ASKED).hasSize(1);
      pass(harness, Duration.ofMinutes(1));
      assertThat(ASKED).containsExactly(LocalDate.of(2025, 12, 1), LocalDate.of(2025, 12, 2));
    }
  }

  @Test
  void aClusterThatIsAwayIsAskedAgainAndRecordsPassMeanwhile() throws Exception {
    away = true;
    try (var harness = harness(1, 0)) {
      pass(harness, ExpireIndices.AFTER_START);
      harness.processElement(record(), 5);
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(ASKED).hasSize(1);

      away = false;
      pass(harness, ExpireIndices.AFTER_FAILURE);
      assertThat(ASKED).hasSize(2);
      pass(harness, ExpireIndices.EVERY);
      assertThat(ASKED).hasSize(3);
    }
  }

  @Test
  void oneInstanceDoesItForAll() throws Exception {
    try (var harness = harness(2, 1)) {
      pass(harness, ExpireIndices.EVERY);
      assertThat(ASKED).isEmpty();
    }
  }

  @Test
  void recordsAndWatermarksPassUnchangedAndACheckpointHoldsNothing() throws Exception {
    LogRecord record = record();
    try (var harness = harness(1, 0)) {
      harness.processElement(record, 5);
      harness.processWatermark(4);
      assertThat(harness.extractOutputStreamRecords())
          .containsExactly(new StreamRecord<>(record, 5));
      OperatorSubtaskState state = harness.snapshot(1, 1);
      assertThat(state.hasState()).isFalse();
    }
  }

  private static OneInputStreamOperatorTestHarness<LogRecord, LogRecord> harness(
      int parallelism, int index) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<LogRecord, LogRecord>(
            new ExpireIndices(KEEP_DAYS, ExpireIndicesTest::delete),
            parallelism,
            parallelism,
            index);
    harness.setup(
        TelemetryTypes.LOG_RECORD.createSerializer(new ExecutionConfig().getSerializerConfig()));
    harness.setProcessingTime(START);
    harness.open();
    return harness;
  }

  private static void pass(OneInputStreamOperatorTestHarness<?, ?> harness, Duration duration)
      throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + duration.toMillis());
  }

  private static LogRecord record() {
    return new LogRecord(
        new Origin("otlp_logs", 0, 1, 0),
        "live",
        new Resource("shop", Attributes.EMPTY),
        Scope.EMPTY,
        1,
        1,
        1,
        9,
        "INFO",
        "open",
        false,
        "",
        null,
        null,
        0,
        Attributes.EMPTY,
        0);
  }
}
