package io.watchlake.jobs.stage.compute.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.watchlake.jobs.stage.compute.Minutes;
import io.watchlake.jobs.stage.count.LogTally;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both stages as they work together: what a task reads, and what is told of a service's minute. */
class CountLogsTest {

  private static final Instant START = Instant.parse("2026-01-20T10:00:00Z");
  private static final Duration LATENESS = Duration.ofMinutes(5);
  private static final int WARN = 13;
  private static final int ERROR = 17;
  private static final int INFO = 9;

  private OneInputStreamOperatorTestHarness<LogRecord, LogTally> tallies;
  private KeyedOneInputStreamOperatorTestHarness<String, LogTally, Rollup> counts;
  private int passedOn;
  private long checkpoint;

  @BeforeEach
  void open() throws Exception {
    tallies = new OneInputStreamOperatorTestHarness<>(new TallyLogs());
    tallies.setup(TelemetryTypes.LOG_TALLY.createSerializer(new SerializerConfigImpl()));
    tallies.open();
    counts = count(LATENESS);
    counts.open();
  }

  @AfterEach
  void close() throws Exception {
    tallies.close();
    counts.close();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, LogTally, Rollup> count(
      Duration lateness) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new CountLogs(lateness)), LogTally::key, Types.STRING);
    harness.setup(TelemetryTypes.ROLLUP.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  @Test
  void aMinuteIsToldWhenItIsOverUnderTheNamesOfTheCatalogue() throws Exception {
    read("shop", 0, INFO, "till 1 is open");
    read("shop", 10, INFO, "till 2 is open");
    read("shop", 20, WARN, "till 2 is slow");
    read("shop", 59, ERROR, "till 2 is stuck");
    read("shop", 59, ERROR + 4, "till 2 burns");
    time(59);
    assertThat(told()).isEmpty();
    time(60);

    assertThat(told())
        .extracting(
            rollup -> rollup.series().metric(),
            rollup -> rollup.series().unit(),
            rollup -> rollup.series().kind(),
            Rollup::last,
            Rollup::revision)
        .containsExactly(
            tuple("log_records_total", "{record}", MetricKind.SUM, 5.0, 0),
            tuple("log_warnings_total", "{record}", MetricKind.SUM, 1.0, 0),
            tuple("log_errors_total", "{record}", MetricKind.SUM, 2.0, 0),
            tuple("log_patterns", "{pattern}", MetricKind.GAUGE, 4.0, 0));
    Rollup records = told().get(0);
    assertThat(records.series().resource().service()).isEqualTo("shop");
    assertThat(records.increase()).isEqualTo(new Rollup.Increase(5, 0));
    assertThat(records.windowUnixNano()).isEqualTo(START.toEpochMilli() * 1_000_000);
    assertThat(records.timeline()).isEqualTo("live");
  }

  @Test
  void servicesAndTimelinesAreApartAndNobodyKnownIsAServiceToo() throws Exception {
    read("shop", 1, INFO, "");
    read("bank", 2, INFO, "");
    read("bank", 3, INFO, "");
    read(Resource.UNKNOWN_SERVICE, 4, INFO, "");
    time(60);
    assertThat(told())
        .filteredOn(rollup -> rollup.series().metric().equals("log_records_total"))
        .extracting(rollup -> rollup.series().resource().service(), Rollup::sum)
        .containsExactlyInAnyOrder(
            tuple("shop", 1.0), tuple("bank", 2.0), tuple(Resource.UNKNOWN_SERVICE, 1.0));
  }

  @Test
  void severityIsThatOfTheTextWhereThereIsNoNumber() throws Exception {
    tallies.processElement(new StreamRecord<>(log("shop", 1, 0, "critical", "")));
    tallies.processElement(new StreamRecord<>(log("shop", 1, 0, "Warning", "")));
    tallies.processElement(new StreamRecord<>(log("shop", 1, 0, "", "")));
    time(60);
    assertThat(told()).extracting(Rollup::last).containsExactly(3.0, 1.0, 1.0, 1.0);
  }

  @Test
  void lateRecordsCorrectTheirMinuteUntilItIsForgotten() throws Exception {
    read("shop", 1, INFO, "a");
    time(60);
    read("shop", 2, ERROR, "b");
    read("shop", 3, ERROR, "b");
    time(61);
    read("shop", 2, ERROR, "c");
    time(60 + LATENESS.toSeconds());
    read("shop", 2, ERROR, "d");
    time(1_000);

    assertThat(records(0))
        .as("records of the first minute, as they were told")
        .containsExactly(tuple(0, 1.0), tuple(1, 3.0), tuple(2, 4.0));
  }

  @Test
  void aServiceThatFallsSilentIsToldForAnHour() throws Exception {
    read("shop", 1, INFO, "a");
    time(60);
    time(24 * 3600);
    List<Rollup> all = metric("log_records_total");
    assertThat(all).hasSize(61);
    assertThat(all.get(0).sum()).isEqualTo(1);
    assertThat(all.subList(1, 61))
        .allSatisfy(
            quiet -> {
              assertThat(quiet.sum()).isZero();
              assertThat(quiet.increase()).isEqualTo(new Rollup.Increase(0, 0));
              assertThat(quiet.revision()).isZero();
            })
        .extracting(Rollup::windowUnixNano)
        .doesNotHaveDuplicates();
    assertThat(counts.numKeyedStateEntries()).isZero();
    assertThat(counts.numEventTimeTimers()).isZero();
  }

  @Test
  void withoutLatenessEachMinuteIsToldOnce() throws Exception {
    counts.close();
    counts = count(Duration.ZERO);
    counts.open();
    read("shop", 1, INFO, "a");
    time(60);
    read("shop", 2, INFO, "b");
    time(240);
    assertThat(metric("log_records_total"))
        .extracting(CountLogsTest::minute, Rollup::sum, Rollup::revision)
        .containsExactly(
            tuple(0L, 1.0, 0), tuple(1L, 0.0, 0), tuple(2L, 0.0, 0), tuple(3L, 0.0, 0));
  }

  @Test
  void aQuietMinuteIsCorrectedToo() throws Exception {
    read("shop", 1, INFO, "a");
    time(120);
    read("shop", 61, INFO, "b");
    time(121);
    assertThat(records(1)).containsExactly(tuple(0, 0.0), tuple(1, 1.0));
  }

  @Test
  void whatIsToldLastDependsOnNoOrderAndNoStepOfTheWatermark() throws Exception {
    Map<String, Double> expected = null;
    for (int seed = 0; seed < 20; seed++) {
      close();
      open();
      passedOn = 0;
      Random random = new Random(seed);
      List<Integer> seconds = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        // Two minutes of silence are among them.
        seconds.add(i < 150 ? i : i + 120);
      }
      // As far out of order as watermarks and corrections together allow.
      for (int i = 0; i < seconds.size(); i += 60) {
        Collections.shuffle(seconds.subList(i, Math.min(i + 60, seconds.size())), random);
      }
      int newest = 0;
      for (int second : seconds) {
        read(
            "shop", second, second % 7 == 0 ? ERROR : INFO, "pattern " + (char) ('a' + second % 5));
        newest = Math.max(newest, second);
        if (random.nextInt(10) == 0) {
          time(newest - random.nextInt(30));
        }
        if (random.nextInt(30) == 0) {
          restart();
        }
      }
      time(480);
      Map<String, Double> last = new TreeMap<>();
      for (Rollup rollup : told()) {
        last.put(rollup.series().metric() + ' ' + minute(rollup), rollup.last());
      }
      if (expected == null) {
        expected = last;
      }
      assertThat(last).as("seed %d", seed).isEqualTo(expected);
    }
    assertThat(expected)
        .containsEntry("log_records_total 0", 60.0)
        .containsEntry("log_records_total 2", 30.0)
        .containsEntry("log_records_total 3", 0.0)
        .containsEntry("log_patterns 1", 5.0)
        .hasSize(4 * 8);
  }

  @Test
  void aCheckpointCoversWhatWasReadBeforeIt() throws Exception {
    read("shop", 1, INFO, "a");
    read("shop", 2, INFO, "b");
    restart();
    read("shop", 3, INFO, "c");
    time(60);
    assertThat(told()).extracting(Rollup::last).containsExactly(3.0, 0.0, 0.0, 3.0);
  }

  @Test
  void manyServicesAreNotHeldBack() throws Exception {
    for (int i = 0; i < TallyLogs.MOST - 1; i++) {
      read("service-" + i, 1, INFO, "a");
    }
    assertThat(tallies.extractOutputValues()).isEmpty();
    read("shop", 1, INFO, "a");
    assertThat(tallies.extractOutputValues()).hasSize(TallyLogs.MOST);
  }

  private void read(String service, int second, int severity, String body) throws Exception {
    tallies.processElement(new StreamRecord<>(log(service, second, severity, "", body)));
  }

  /** All before this second of the test has passed. */
  private void time(long second) throws Exception {
    Watermark mark = new Watermark(START.plusSeconds(second).toEpochMilli() - 1);
    tallies.processWatermark(mark);
    passOn();
    counts.processWatermark(mark);
  }

  /** Both tasks go on from a checkpoint. */
  private void restart() throws Exception {
    checkpoint++;
    tallies.prepareSnapshotPreBarrier(checkpoint);
    passOn();
    List<Rollup> before = told();
    OperatorSubtaskState state = counts.snapshot(checkpoint, checkpoint);
    counts.close();
    counts = count(LATENESS);
    counts.initializeState(state);
    counts.open();
    before.forEach(rollup -> counts.getOutput().add(new StreamRecord<>(rollup)));
  }

  private void passOn() throws Exception {
    List<LogTally> all = tallies.extractOutputValues();
    for (LogTally tally : all.subList(passedOn, all.size())) {
      counts.processElement(new StreamRecord<>(tally));
    }
    passedOn = all.size();
  }

  private List<Rollup> told() {
    return counts.extractOutputValues();
  }

  private List<Rollup> metric(String name) {
    return told().stream().filter(rollup -> rollup.series().metric().equals(name)).toList();
  }

  /** How many records a minute had, with the revisions it was told by. */
  private List<Tuple> records(int minute) {
    return metric("log_records_total").stream()
        .filter(rollup -> minute(rollup) == minute)
        .map(rollup -> tuple(rollup.revision(), rollup.sum()))
        .toList();
  }

  private static long minute(Rollup rollup) {
    return (rollup.windowUnixNano() / 1_000_000 - START.toEpochMilli()) / Minutes.MILLIS;
  }

  private static LogRecord log(
      String service, int second, int severity, String severityText, String body) {
    long time = START.plusSeconds(second).toEpochMilli() * 1_000_000;
    return new LogRecord(
        new Origin("otlp_logs", 0, 0, 0),
        "live",
        new Resource(service, Attributes.EMPTY),
        Scope.EMPTY,
        time,
        time,
        0,
        severity,
        severityText,
        body,
        false,
        "",
        null,
        null,
        0,
        Attributes.EMPTY,
        0);
  }
}
