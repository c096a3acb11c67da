package io.watchlake.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.ingest.OffsetRange;
import io.watchlake.app.ingest.Signal;
import io.watchlake.app.replay.LakeCounts.Arrived;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class CommitWaitTest {

  @Test
  void ends_when_rows_and_dead_letters_make_up_what_was_sent() throws Exception {
    Queue<Arrived> looks =
        new ArrayDeque<>(List.of(new Arrived(0, 0), new Arrived(4, 0), new Arrived(7, 3)));

    CommitWait.Result result = wait(10, looks, Duration.ofMinutes(1));

    assertThat(result.problems()).isEmpty();
    assertThat(result.arrived()).containsEntry(Signal.TRACES, new Arrived(7, 3));
  }

  @Test
  void says_what_is_missing_when_nothing_moves_any_more() throws Exception {
    Queue<Arrived> looks = new ArrayDeque<>(List.of(new Arrived(9, 0)));

    CommitWait.Result result = wait(10, looks, Duration.ofMillis(1));

    assertThat(result.problems())
        .containsExactly("traces: 10 sent, but 9 rows and 0 dead letters are committed");
  }

  @Test
  void more_rows_than_records_end_it_at_once() throws Exception {
    Queue<Arrived> looks = new ArrayDeque<>(List.of(new Arrived(11, 0)));

    CommitWait.Result result = wait(10, looks, Duration.ofHours(1));

    assertThat(result.problems()).singleElement().asString().contains("10 sent, but 11 rows");
  }

  @Test
  void neighbouring_messages_are_one_range() {
    Sent sent = new Sent();
    sent.add(line(1), 0, "", List.of(range(0, 0, 1), range(1, 0, 0)));
    sent.add(line(1), 0, "", List.of(range(1, 1, 4), range(0, 2, 2)));
    sent.add(line(1), 0, "", List.of(range(0, 5, 5)));

    assertThat(sent.ranges(Signal.TRACES))
        .containsExactly(range(0, 0, 2), range(0, 5, 5), range(1, 0, 4));
  }

  private static CommitWait.Result wait(int sentRecords, Queue<Arrived> looks, Duration patience)
      throws InterruptedException {
    Sent sent = new Sent();
    sent.add(line(sentRecords), 0, "", List.of(range(0, 0, 0)));
    return new CommitWait(
            sent,
            signal ->
                signal != Signal.TRACES
                    ? Arrived.NOTHING
                    : looks.size() > 1 ? looks.remove() : looks.element(),
            patience)
        .await(records -> {});
  }

  private static OffsetRange range(int partition, long first, long last) {
    return new OffsetRange("otlp_spans.lab", partition, first, last);
  }

  private static Line line(int records) {
    return new Line(Path.of("spans.ndjson"), 1, Signal.TRACES, 1, 2, records, new byte[0]);
  }
}
