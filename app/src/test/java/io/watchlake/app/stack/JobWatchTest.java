package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class JobWatchTest {

  private final JobWatch watch = new JobWatch(Duration.ofSeconds(30));

  @Test
  void an_answer_older_than_a_submission_says_nothing_about_it() {
    long asked = watch.submissionPhase();
    assertThat(watch.isIdleSince(asked)).isTrue();

    assertThat(watch.beginSubmit()).isTrue();
    assertThat(watch.isIdleSince(asked)).isFalse();
    assertThat(watch.isIdleSince(watch.submissionPhase())).as("asked while it is made").isFalse();

    watch.submitted("from the beginning");
    watch.endSubmit();
    assertThat(watch.isIdleSince(asked)).as("asked before it was made").isFalse();
    assertThat(watch.isIdleSince(watch.submissionPhase())).isTrue();
  }

  @Test
  void only_one_submission_is_under_way() {
    assertThat(watch.beginSubmit()).isTrue();
    assertThat(watch.beginSubmit()).isFalse();
    watch.endSubmit();
    assertThat(watch.beginSubmit()).isTrue();
  }

  @Test
  void a_run_is_unanswered_until_flink_says_something() {
    assertThat(watch.unansweredRun()).isNull();
    watch.asked("a1");
    assertThat(watch.unansweredRun()).isEqualTo("a1");
    watch.answered();
    assertThat(watch.unansweredRun()).isNull();
  }

  @Test
  void a_run_that_ended_is_news_once_and_makes_the_next_submission_wait() {
    assertThat(watch.isNewEnd("a1")).isTrue();
    assertThat(watch.isNewEnd("a1")).isFalse();
    assertThat(watch.beginSubmit()).as("right after it ended").isFalse();
  }
}
