package io.watchlake.jobs.stage.compute.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.compute.record.AskedRecords.Fate;
import io.watchlake.model.signal.Comparison;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AskedRecordsTest {

  private static final RecordSubscription ALL = subscription("all", null, "till");
  private static final RecordSubscription ERRORS =
      subscription("errors", Comparison.parse(">= 17"));

  private final AskedRecords records = new AskedRecords();
  private final List<Signal> out = new ArrayList<>();
  private int number;

  @Test
  void asManyAsTheLimitAreSignalsAndTheRestIsCountedByWhatTellsThemApart() {
    send(AskedRecords.MOST_SIGNALS, 9, "a", Fate.SIGNAL, ALL);
    send(30, 9, "a", Fate.COUNTED, ALL);
    send(12, 10, "b", Fate.COUNTED, ALL);
    send(10, 13, "a", Fate.COUNTED, ALL);
    assertThat(out).hasSize(AskedRecords.MOST_SIGNALS).allMatch(signal -> signal.records() == 1);

    List<Signal> together = told();
    assertThat(together).hasSize(2);
    assertThat(together.get(0).labels()).containsEntry("till", "a");
    assertThat(together.get(0).records()).isEqualTo(40);
    assertThat(together.get(0).value()).as("the mean").isEqualTo(10);
    assertThat(together.get(0).timeUnixNano()).as("the latest").isEqualTo(Logs.TIME + number);
    assertThat(together.get(0).evidence())
        .containsEntry("origin", "otlp_logs-1-7-101")
        .containsEntry("from_unix_nano", Long.toString(Logs.TIME + 101));
    assertThat(together.get(1).labels()).containsEntry("till", "b");
    assertThat(together.get(1).records()).isEqualTo(12);
  }

  @Test
  void signalsOfAllAreAsManyAsThereWereRecords() {
    Stream.of("a", "b", "c").forEach(till -> send(500, 9, till, null, ALL));
    out.addAll(told());
    for (String till : List.of("a", "b", "c")) {
      assertThat(
              out.stream()
                  .filter(signal -> till.equals(signal.labels().get("till")))
                  .mapToLong(Signal::records)
                  .sum())
          .isEqualTo(500);
    }
    assertThat(out.stream().map(Signal::id).distinct()).hasSameSizeAs(out);
  }

  @Test
  void aRecordThatAnotherAsksForIsOneSignalForBothWhileEitherHasRoom() {
    send(150, 9, "a", null, ALL);
    send(20, 17, "a", Fate.SIGNAL, ALL, ERRORS);
    assertThat(told()).singleElement().satisfies(one -> assertThat(one.records()).isEqualTo(50));
  }

  @Test
  void whatNotTheSameAskForIsNotCountedTogether() {
    send(AskedRecords.MOST_SIGNALS, 17, "a", Fate.SIGNAL, ALL, ERRORS);
    send(5, 9, "a", Fate.COUNTED, ALL);
    send(7, 17, "a", Fate.COUNTED, ALL, ERRORS);
    List<Signal> together = told();
    assertThat(together.stream().map(Signal::records)).containsExactly(5L, 7L);
    assertThat(together.stream().filter(ERRORS.pattern()::matches).map(Signal::records))
        .containsExactly(7L);
  }

  @Test
  void theNextSecondHasRoomAgain() {
    send(AskedRecords.MOST_SIGNALS + 1, 9, "a", null, ALL);
    told();
    records.begin();
    send(1, 9, "a", Fate.SIGNAL, ALL);
    assertThat(records.isWaiting()).isFalse();
  }

  @Test
  void beyondTheMostGroupsRecordsAreLeftOut() {
    send(AskedRecords.MOST_SIGNALS, 9, "a", Fate.SIGNAL, ALL);
    for (int i = 0; i < AskedRecords.MOST_GROUPS; i++) {
      send(1, 9, "till-" + i, Fate.COUNTED, ALL);
    }
    send(1, 9, "one-more", Fate.LEFT_OUT, ALL);
    send(1, 9, "till-7", Fate.COUNTED, ALL);
    assertThat(told()).hasSize(AskedRecords.MOST_GROUPS);
  }

  private void send(
      int count, int severity, String till, @Nullable Fate fate, RecordSubscription... asked) {
    for (int i = 0; i < count; i++) {
      Fate is =
          records.add(
              new LogView(Logs.of(++number, severity, till, "text " + number)),
              List.of(asked),
              out::add);
      if (fate != null) {
        assertThat(is).isEqualTo(fate);
      }
    }
  }

  private List<Signal> told() {
    List<Signal> told = new ArrayList<>();
    records.tell(told::add);
    return told;
  }

  private static RecordSubscription subscription(
      String id, @Nullable Comparison value, String... by) {
    return new RecordSubscription(
        id, new SignalPattern(SignalKind.LOG, null, List.of(), value), List.of(by), "");
  }
}
