package io.watchlake.jobs.stage.source.backlog;

import static io.watchlake.jobs.stage.source.backlog.BacklogProgress.NOWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.source.backlog.BacklogProgress.Change;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogProgressTest {

  private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final Change NONE = new Change(List.of(), List.of());

  private final BacklogProgress progress = new BacklogProgress(TimedMessage::unixNano, () -> NOW);

  @Test
  void aPartitionOfABacklogIsAsFarAsItsMessagesSay() {
    assertThat(progress.reached()).isEqualTo(NOWHERE);

    read("a", NOW - HOUR, NOW - 3 * HOUR);
    assertThat(progress.reached()).isEqualTo(NOW - 3 * HOUR);
    read("a", NOW - HOUR, NOW - 2 * HOUR);
    assertThat(progress.reached()).isEqualTo(NOW - 2 * HOUR);
    read("a", NOW - HOUR, NOW - 3 * HOUR);
    assertThat(progress.reached()).isEqualTo(NOW - 2 * HOUR);
  }

  @Test
  void aReaderIsAsFarAsTheSlowestOfItsPartitions() {
    read("a", NOW - HOUR, NOW - 2 * HOUR);
    read("b", NOW - HOUR, NOW - 3 * HOUR);

    assertThat(progress.reached()).isEqualTo(NOW - 3 * HOUR);
  }

  @Test
  void aMessageIsNeverFromAfterItsArrivalNorBeforeTheEpoch() {
    read("a", NOW - HOUR, NOW + 1000 * HOUR);
    assertThat(progress.reached()).isEqualTo(NOW - HOUR);

    read("b", NOW - HOUR, -HOUR);
    assertThat(progress.reached()).isZero();
  }

  @Test
  void aMessageThatSaysNoTimeIsAsOldAsItsArrival() {
    progress.read("a", TimedMessage.of(NOW - HOUR, new byte[0]));
    assertThat(progress.reached()).isEqualTo(NOW - HOUR);

    progress.read("a", new RawMessage(Topics.OTLP_METRICS, 0, 0, NOW - HOUR / 2, null));
    assertThat(progress.reached()).isEqualTo(NOW - HOUR / 2);
  }

  @Test
  void aHostWhoseClockIsSlowStopsNobodyOnceItsPartitionIsReadAsItIsWritten() {
    read("a", NOW - HOUR, NOW - 24 * HOUR);
    assertThat(progress.reached()).isEqualTo(NOW - 24 * HOUR);

    read("a", NOW, NOW - 24 * HOUR);
    assertThat(progress.reached()).isEqualTo(NOWHERE);
  }

  @Test
  void aPartitionThatFallsBehindIsWaitedForAgain() {
    read("a", NOW - HOUR, NOW - HOUR);
    read("a", NOW, NOW);
    read("a", NOW - HOUR, NOW - HOUR);

    assertThat(progress.reached()).isEqualTo(NOW - HOUR);
  }

  @Test
  void aSilentPartitionIsNotWaitedFor() {
    assertThat(progress.nanosToSilence()).isEmpty();
    read("a", NOW - HOUR, NOW - 3 * HOUR);
    progress.couldRead(Duration.ofSeconds(1).toNanos());
    read("b", NOW - HOUR, NOW - 2 * HOUR);

    long toSilence = progress.nanosToSilence().orElseThrow();
    assertThat(Duration.ofNanos(toSilence - 1)).isEqualTo(BacklogProgress.SILENT.minusSeconds(1));
    progress.couldRead(toSilence - 1);
    assertThat(progress.reached()).isEqualTo(NOW - 3 * HOUR);
    progress.couldRead(1);
    assertThat(progress.reached()).isEqualTo(NOW - 2 * HOUR);

    read("a", NOW - HOUR, NOW - 3 * HOUR + 1);
    assertThat(progress.reached()).isEqualTo(NOW - 3 * HOUR + 1);
  }

  @Test
  void whatIsPastTheLimitWaitsUntilTheLimitIsPastIt() {
    read("a", NOW - HOUR, NOW - 3 * HOUR);
    read("b", NOW - HOUR, NOW - 2 * HOUR);
    assertThat(progress.change()).isEqualTo(NONE);

    progress.limit(NOW - 2 * HOUR - 1);
    assertThat(progress.change()).isEqualTo(new Change(List.of("b"), List.of()));
    assertThat(progress.change()).isEqualTo(NONE);

    progress.limit(NOW - 2 * HOUR);
    assertThat(progress.change()).isEqualTo(new Change(List.of(), List.of("b")));
  }

  @Test
  void allGoOnWhereThereIsNoLimitAnyMore() {
    read("a", NOW - HOUR, NOW - 3 * HOUR);
    read("b", NOW - HOUR, NOW - 2 * HOUR);
    progress.limit(0);
    assertThat(progress.change()).isEqualTo(new Change(List.of("a", "b"), List.of()));

    progress.limit(NOWHERE);
    assertThat(progress.change()).isEqualTo(new Change(List.of(), List.of("a", "b")));
  }

  @Test
  void whatIsReadAsItIsWrittenDoesNotWait() {
    read("a", NOW - HOUR, NOW - 2 * HOUR);
    progress.limit(NOW - 3 * HOUR);
    assertThat(progress.change().pause()).containsExactly("a");

    // It had been fetched before.
    read("a", NOW, NOW);
    assertThat(progress.change().resume()).containsExactly("a");
  }

  @Test
  void aPartitionThatWaitsIsNotSilent() {
    read("a", NOW - HOUR, NOW - 2 * HOUR);
    progress.limit(NOW - 3 * HOUR);
    assertThat(progress.change().pause()).containsExactly("a");

    progress.couldRead(BacklogProgress.SILENT.multipliedBy(3).toNanos());
    assertThat(progress.nanosToSilence()).isEmpty();
    assertThat(progress.reached()).isEqualTo(NOW - 2 * HOUR);

    progress.limit(NOWHERE);
    assertThat(progress.change().resume()).containsExactly("a");
    progress.couldRead(BacklogProgress.SILENT.toNanos());
    assertThat(progress.reached()).isEqualTo(NOW - 2 * HOUR);
    progress.couldRead(1);
    assertThat(progress.reached()).isEqualTo(NOWHERE);
  }

  private void read(String partition, long arrivalMillis, long saysMillis) {
    progress.read(partition, TimedMessage.of(arrivalMillis, saysMillis));
  }
}
