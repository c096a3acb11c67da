package io.watchlake.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OffsetRangeTest {

  @Test
  void what_is_written_can_be_read() {
    List<OffsetRange> ranges =
        List.of(
            new OffsetRange("otlp_spans.a-1", 0, 0, 0), new OffsetRange("otlp_spans", 7, 5, 12));

    assertThat(OffsetRange.format(ranges)).isEqualTo("otlp_spans.a-1:0:0-0,otlp_spans:7:5-12");
    assertThat(OffsetRange.parse(OffsetRange.format(ranges))).isEqualTo(ranges);
    assertThat(OffsetRange.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "t:1", "t:1:2", "t:a:1-2", "t:1:3-2", "t:1:1-2,"})
  void other_texts_are_refused(String text) {
    assertThatThrownBy(() -> OffsetRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
