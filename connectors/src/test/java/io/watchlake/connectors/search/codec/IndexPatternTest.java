package io.watchlake.connectors.search.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An index pattern")
class IndexPatternTest {

  private static final IndexPattern SEED = new IndexPattern("dora-logs-{date}");
  private static final LocalDate DAY = LocalDate.of(2023, 1, 29);

  @Test
  @DisplayName("names an index by the event's day in UTC, and by the timeline")
  void names() {
    long lastNano = DAY.plusDays(1).toEpochDay() * 86_400_000_000_000L - 1;

    assertThat(SEED.index("live", lastNano)).isEqualTo("dora-logs-2023.01.29");
    assertThat(SEED.index("live", lastNano + 1)).isEqualTo("dora-logs-2023.01.30");
    assertThat(SEED.index("train-ticket", lastNano)).isEqualTo("dora-logs-2023.01.29-train-ticket");
    assertThat(SEED.wildcard()).isEqualTo("dora-logs-*");
    assertThat(new IndexPattern("a-{date}-b").wildcard()).isEqualTo("a-*-b*");
  }

  @Test
  @DisplayName("knows its own indices, and those of other timelines and owners as foreign")
  void days() {
    assertThat(SEED.day("live", "dora-logs-2023.01.29")).isEqualTo(DAY);
    assertThat(SEED.day("history", "dora-logs-2023.01.29-history")).isEqualTo(DAY);
    assertThat(SEED.day("live", "dora-logs-2023.01.29-history")).isNull();
    assertThat(SEED.day("history", "dora-logs-2023.01.29")).isNull();
    assertThat(SEED.day("live", "dora-logs-2023.02.30")).isNull();
    assertThat(SEED.day("live", "dora-logs-archive-01")).isNull();
    assertThat(SEED.day("live", "")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logs",
        "{date}",
        "{date}-logs",
        "a-{date}-{date}",
        "Logs-{date}",
        "_l-{date}",
        "a b-{date}",
        "a*{date}"
      })
  @DisplayName("that makes no valid names is refused")
  void refused(String pattern) {
    assertThatThrownBy(() -> new IndexPattern(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + pattern + "'");
  }
}
