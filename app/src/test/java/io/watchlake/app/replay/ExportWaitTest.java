package io.watchlake.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.ingest.OffsetRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class ExportWaitTest {

  private static final TopicPartition FIRST = new TopicPartition("otlp_logs.t", 0);
  private static final TopicPartition SECOND = new TopicPartition("otlp_logs.t", 1);

  private static final List<OffsetRange> SENT =
      List.of(new OffsetRange("otlp_logs.t", 0, 10, 14), new OffsetRange("otlp_logs.t", 1, 0, 1));

  @Test
  void ends_when_the_group_is_behind_everything_sent() throws Exception {
    List<Long> told = new ArrayList<>();
    Queue<Map<TopicPartition, Long>> looks =
        new ArrayDeque<>(
            List.of(Map.of(), Map.of(FIRST, 12L), Map.of(FIRST, 15L, SECOND, 2L), Map.of()));

    long behind = new ExportWait(SENT, looks::remove, Duration.ofMinutes(1)).await(told::add);

    assertThat(behind).isZero();
    assertThat(told).containsExactly(0L, 2L, 7L);
    assertThat(looks).hasSize(1);
  }

  @Test
  void says_how_much_is_missing_when_the_group_stands_still() throws Exception {
    long behind =
        new ExportWait(SENT, () -> Map.of(FIRST, 14L), Duration.ofMillis(1)).await(told -> {});

    assertThat(behind).isEqualTo(3);
  }

  @Test
  void kafka_may_be_away_for_a_moment() throws Exception {
    Queue<Boolean> away = new ArrayDeque<>(List.of(true, false));

    long behind =
        new ExportWait(
                SENT,
                () -> {
                  if (away.remove()) {
                    throw new IllegalStateException("no broker");
                  }
                  return Map.of(FIRST, 15L, SECOND, 9L);
                },
                Duration.ofMinutes(1))
            .await(told -> {});

    assertThat(behind).isZero();
  }

  @Test
  void nothing_sent_is_nothing_to_wait_for() throws Exception {
    assertThat(new ExportWait(List.of(), Map::of, Duration.ofHours(1)).await(told -> {})).isZero();
  }
}
