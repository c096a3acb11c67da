package io.watchlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class JobNamesTest {

  private static final Timeline REPLAY = new Timeline("replay");

  @Test
  void a_job_is_named_after_its_timeline_unless_that_is_live() {
    assertThat(JobNames.job(JobNames.TRACES, Timeline.LIVE)).isEqualTo("traces");
    assertThat(JobNames.job(JobNames.TRACES, REPLAY)).isEqualTo("traces.replay");
    assertThat(JobNames.group(JobNames.TRACES, REPLAY)).isEqualTo("watchlake-traces.replay");
  }

  @Test
  void what_archives_comes_before_what_may_catch_up_later() {
    assertThat(
            Stream.of(
                    "export-elasticsearch", "logs", "logs.replay", "maintain", "metrics", "traces")
                .sorted(JobNames.URGENCY))
        .containsExactly(
            "traces", "metrics", "logs", "logs.replay", "export-elasticsearch", "maintain");
  }
}
