package io.watchlake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimelineTest {

  @Test
  void the_live_timeline_has_the_topics_by_their_own_names() {
    assertThat(Timeline.LIVE.topic(Topics.OTLP_SPANS)).isEqualTo("otlp_spans");
    assertThat(Timeline.ofTopic("otlp_spans")).isEqualTo(Timeline.LIVE);
    assertThat(new Timeline("live").isLive()).isTrue();
  }

  @Test
  void another_timeline_is_told_by_its_topics() {
    Timeline timeline = new Timeline("replay-2023-01-29");

    assertThat(timeline.isLive()).isFalse();
    assertThat(timeline.topic(Topics.OTLP_LOGS)).isEqualTo("otlp_logs.replay-2023-01-29");
    assertThat(Timeline.ofTopic("otlp_logs.replay-2023-01-29")).isEqualTo(timeline);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Live", "1st", "a.b", "with space", "-x"})
  void other_names_are_refused(String name) {
    assertThatThrownBy(() -> new Timeline(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a timeline name");
  }
}
