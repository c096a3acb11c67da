package io.watchlake.app.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.notify.Backlog.Entry;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What is told next, and what gives way to something newer. */
class BacklogTest {

  private static final TopicPartition ZERO = new TopicPartition("notifications", 0);
  private static final TopicPartition ONE = new TopicPartition("notifications", 1);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Backlog backlog = new Backlog(Duration.ofHours(1));

  @Test
  void whatComesFirstIsToldFirst() {
    Entry first = add(ZERO, 1, "a", NOW);
    Entry second = add(ZERO, 2, "a", NOW);
    assertThat(backlog.head()).isSameAs(first);
    backlog.finish();
    assertThat(backlog.head()).isSameAs(second);
    backlog.finish();
    assertThat(backlog.head()).isNull();
  }

  @Test
  void whatIsOldGivesWayToWhatIsNewerOfItsGroup() {
    Entry old = add(ZERO, 1, "a", NOW.minus(Duration.ofMinutes(61)));
    Entry young = add(ZERO, 2, "a", NOW.minus(Duration.ofMinutes(59)));
    add(ZERO, 3, "a", NOW);
    Entry other = add(ZERO, 4, "b", NOW.minus(Duration.ofDays(2)));
    assertThat(backlog.isSuperseded(old, NOW)).isTrue();
    assertThat(backlog.isSuperseded(young, NOW)).as("not too old").isFalse();
    assertThat(backlog.isSuperseded(other, NOW)).as("the newest of its group").isFalse();
  }

  @Test
  void whatTheChannelHasNothingToDoWithIsHeldForItsPlaceAlone() {
    backlog.add(new Entry(ZERO, 1, 0, null));
    add(ZERO, 2, "a", NOW);
    assertThat(backlog.size()).isEqualTo(2);
    assertThat(backlog.waiting()).isEqualTo(1);
  }

  @Test
  void whatOthersReadIsForgotten() {
    add(ZERO, 1, "a", NOW);
    Entry kept = add(ONE, 1, "b", NOW);
    backlog.drop(ZERO);
    assertThat(backlog.head()).isSameAs(kept);
    assertThat(backlog.waiting()).isEqualTo(1);
  }

  private Entry add(TopicPartition partition, long offset, String group, Instant decided) {
    Entry entry = new Entry(partition, offset, 0, Notifications.of("ops", group, decided));
    backlog.add(entry);
    return entry;
  }
}
