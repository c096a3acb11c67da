package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureBasis;
import io.watchlake.model.delivery.FigureScope;
import io.watchlake.model.delivery.LeadStages;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleFiguresTest {

  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-20T10:00:20Z");

  private KeyedOneInputStreamOperatorTestHarness<String, Figure, Rollup> harness;

  SampleFiguresTest() throws Exception {
    harness = create();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Figure, Rollup> create()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new SampleFigures()), Figure::service, Types.STRING);
  }

  @BeforeEach
  void open() throws Exception {
    harness.setup();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static Figure figure(PeriodKind kind, Instant start, Instant end, long revision) {
    return new Figure(
        "shop",
        "live",
        kind,
        nanos(start),
        nanos(end),
        "standard",
        2,
        0.25,
        2,
        3,
        5400.0,
        null,
        null,
        1,
        0,
        0.5,
        null,
        1,
        1,
        0,
        0,
        null,
        null,
        null,
        false,
        "digest",
        revision,
        LeadStages.NONE,
        FigureScope.TOTAL,
        FigureBasis.NOT_TOLD);
  }

  private static Figure january(long revision) {
    return figure(PeriodKind.MONTH, JANUARY, FEBRUARY, revision);
  }

  private static long nanos(Instant time) {
    return time.toEpochMilli() * 1_000_000;
  }

  private void clock(Instant time) throws Exception {
    harness.processWatermark(new Watermark(time.toEpochMilli() - 1));
  }

  private List<Rollup> told() {
    return harness.extractOutputValues();
  }

  private static String minute(Rollup rollup) {
    return Instant.ofEpochSecond(rollup.windowUnixNano() / 1_000_000_000).toString();
  }

  @Test
  void whatThereIsToTellIsToldAtTheEndOfEachMinuteUnderTheNamesOfTheCatalogue() throws Exception {
    clock(NOW);
    harness.processElement(january(7), 0);
    clock(NOW.plusSeconds(39));
    assertThat(told()).isEmpty();
    clock(NOW.plusSeconds(40));

    assertThat(told())
        .extracting(
            rollup -> rollup.series().metric(),
            rollup -> rollup.series().unit(),
            Rollup::last,
            Rollup::revision,
            SampleFiguresTest::minute)
        .containsExactly(
            tuple("deployment_frequency", "{deployment}/d", 0.25, 7, "2026-01-20T10:00:00Z"),
            tuple("lead_time_for_changes", "s", 5400.0, 7, "2026-01-20T10:00:00Z"),
            tuple("change_failure_rate", "1", 0.5, 7, "2026-01-20T10:00:00Z"));
    Rollup first = told().get(0);
    assertThat(first.series().resource().service()).isEqualTo("shop");
    assertThat(first.series().attributes().strings())
        .containsEntry("period", "month")
        .containsEntry("definition", "standard");

    clock(NOW.plusSeconds(100));
    assertThat(told()).hasSize(6);
  }

  @Test
  void figuresOfOneEnvironmentAreNoMetrics() throws Exception {
    clock(NOW);
    harness.processElement(january(1).withScope(new FigureScope("staging", null)), 0);
    clock(NOW.plusSeconds(60));
    assertThat(told()).isEmpty();
  }

  @Test
  void aCorrectionIsInTheNextMinuteAndNoMinuteIsToldTwice() throws Exception {
    clock(NOW);
    harness.processElement(january(1), 0);
    clock(NOW.plusSeconds(45));
    harness.processElement(january(2), 0);
    clock(NOW.plusSeconds(46));
    assertThat(told()).hasSize(3);
    clock(NOW.plusSeconds(100));
    assertThat(told()).extracting(Rollup::revision).containsExactly(1, 1, 1, 2, 2, 2);
  }

  @Test
  void ofAMonthThatIsOverNothingIsToldButThatNothingIsDeployed() throws Exception {
    clock(NOW);
    harness.processElement(january(1), 0);
    harness.processElement(figure(PeriodKind.OVERALL, JANUARY, NOW, 1), 0);
    clock(FEBRUARY.plusSeconds(60));
    assertThat(told())
        .extracting(
            rollup -> rollup.series().attributes().strings().get("period"),
            rollup -> rollup.series().metric(),
            Rollup::last)
        .containsExactlyInAnyOrder(
            tuple("month", "deployment_frequency", 0.0),
            tuple("overall", "deployment_frequency", 0.25),
            tuple("overall", "lead_time_for_changes", 5400.0),
            tuple("overall", "change_failure_rate", 0.5));
  }

  @Test
  void theNewestMonthThatHasBegunCounts() throws Exception {
    clock(NOW);
    harness.processElement(january(3), 0);
    Instant march = Instant.parse("2026-03-01T00:00:00Z");
    harness.processElement(figure(PeriodKind.MONTH, FEBRUARY, march, 4), 0);
    clock(NOW.plusSeconds(60));
    assertThat(told()).extracting(Rollup::revision).containsOnly(3);
    clock(FEBRUARY.plusSeconds(60));
    assertThat(told()).extracting(Rollup::revision).endsWith(4, 4, 4);
  }

  @Test
  void whatRanNotDuringAMinuteDoesNotTellItAndARestartTellsNoMinuteAgain() throws Exception {
    clock(NOW);
    harness.processElement(january(1), 0);
    clock(NOW.plusSeconds(60));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();

    harness = create();
    harness.setup();
    harness.initializeState(state);
    harness.open();
    clock(NOW.plusSeconds(61));
    assertThat(told()).isEmpty();
    clock(NOW.plus(Duration.ofHours(1)));
    assertThat(told())
        .hasSize(3)
        .extracting(SampleFiguresTest::minute)
        .containsOnly("2026-01-20T10:59:00Z");
  }

  @Test
  void aServiceThatDeploysNothingForAYearIsForgotten() throws Exception {
    clock(NOW);
    harness.processElement(january(1), 0);
    clock(NOW.plusSeconds(60));
    clock(FEBRUARY.plus(Duration.ofDays(367)));
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
    assertThat(told()).hasSize(3);
  }
}
