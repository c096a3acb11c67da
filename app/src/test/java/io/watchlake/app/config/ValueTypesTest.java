package io.watchlake.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueTypesTest {

  @ParameterizedTest
  @CsvSource({"0B,0", "1KiB,1024", "1 mib,1048576", "2GB,2000000000", "3TiB,3298534883328"})
  void sizes(String text, long bytes) {
    assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes));
    assertThat(DataSize.parse(DataSize.parse(text).toString())).isEqualTo(new DataSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "MiB", "-1MiB", "1.5GiB", "9 parsecs", "999999999999TiB"})
  void noSizes(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DataSize.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"250ms,PT0.25S", "90s,PT1M30S", "5m,PT5M", "1h,PT1H", "30d,PT720H", "0s,PT0S"})
  void durations(String text, Duration duration) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
    assertThat(DurationText.parse(DurationText.show(duration))).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-5s", "1.5h", "5 years", "9999999999d"})
  void noDurations(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text));
  }

  @Test
  void aNameIsNearWhenFewLettersDiffer() {
    assertThat(Suggestions.distance("otlpHttp", "otlp_http")).isZero();
    assertThat(Suggestions.distance("kafak", "kafka")).isEqualTo(1);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
  }
}
