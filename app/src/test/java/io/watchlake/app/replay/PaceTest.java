package io.watchlake.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.ingest.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pacing, with a clock that the test drives: nothing here takes time. */
final class PaceTest {

  private static final long START = 1_700_000_000_000_000_000L;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /** Time that passes by sleeping, and where the test says so. */
  static final class DrivenTime implements Pace.Time {
    private final List<Duration> sleeps = new ArrayList<>();
    private long now = 5;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(long nanos) {
      sleeps.add(Duration.ofNanos(nanos));
      now += nanos;
    }

    List<Duration> sleeps() {
      return sleeps;
    }

    void pass(Duration duration) {
      now += duration.toNanos();
    }
  }

  private final DrivenTime time = new DrivenTime();

  @Test
  void at_60x_a_minute_of_event_time_lasts_a_second() throws Exception {
    Pace pace = new Pace(Speed.parse("60x"), time);
    pace.await(line(START));
    pace.await(line(START + MINUTE));
    pace.await(line(START + MINUTE));
    pace.await(line(START + 4 * MINUTE));
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3));
  }

  @Test
  void at_1x_it_takes_as_long_as_it_took() throws Exception {
    Pace pace = new Pace(Speed.parse("1x"), time);
    pace.await(line(START));
    pace.await(line(START + 90 * MINUTE));
    assertThat(time.sleeps()).containsExactly(Duration.ofMinutes(90));
  }

  @Test
  void at_full_speed_nothing_is_waited_for() throws Exception {
    Pace pace = new Pace(Speed.MAX, time);
    pace.await(line(START));
    pace.await(line(START + 1_000_000 * MINUTE));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void time_that_sending_took_is_made_up_for() throws Exception {
    Pace pace = new Pace(Speed.parse("60x"), time);
    pace.await(line(START));
    time.pass(Duration.ofMillis(2_500));
    pace.await(line(START + 2 * MINUTE));
    pace.await(line(START + 3 * MINUTE));
    assertThat(time.sleeps()).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void a_line_behind_its_time_goes_at_once() throws Exception {
    Pace pace = new Pace(Speed.parse("60x"), time);
    pace.await(line(START));
    pace.await(line(START - MINUTE));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void requests_without_any_time_do_not_set_the_start() throws Exception {
    Pace pace = new Pace(Speed.parse("60x"), time);
    pace.await(line(0));
    pace.await(line(START));
    pace.await(line(0));
    pace.await(line(START + MINUTE));
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1));
  }

  private static Line line(long nanos) {
    return new Line(Path.of("a.ndjson"), 1, Signal.LOGS, nanos, nanos, 1, new byte[0]);
  }
}
