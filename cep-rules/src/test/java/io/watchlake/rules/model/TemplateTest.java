package io.watchlake.rules.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates: what is filled in, and how numbers are written. */
final class TemplateTest {

  private static String fill(String text, double value) {
    return Template.parse(text)
        .fill(
            new Template.Values(
                Map.of("service", "shop", "a.b", "1536"), Map.of("site", "x"), value, 85));
  }

  @Test
  void placesAreFilledIn() {
    assertThat(
            fill(
                "{{ $labels.service }}@{{$externalLabels.site}}: {{ $value }} > {{- $threshold -}}!"
                    + " {{ $labels.none }} {{ $labels.a.b | humanize }}",
                91.5))
        .isEqualTo("shop@x: 91.5 > 85!  1.536k");
    assertThat(fill("no place", 1)).isEqualTo("no place");
  }

  /** By the rules of Prometheus' functions of the same names. */
  @ParameterizedTest
  @CsvSource({
    "0.123456, humanizePercentage, 12.35%",
    "1, humanizePercentage, 100%",
    "1234567, humanize, 1.235M",
    "0.00042, humanize, 420u",
    "999, humanize, 999",
    "0, humanize, 0",
    "45, humanizeDuration, 45s",
    "0.25, humanizeDuration, 250ms",
    "3700, humanizeDuration, 1h 1m 40s",
    "90061, humanizeDuration, 1d 1h 1m 1s",
    "91.234, 'printf \"%.1f%%\"', 91.2%",
    "91.234, 'printf \"%.0f\"', 91",
  })
  void numbersAreWrittenAsPrometheusDoes(double value, String format, String text) {
    assertThat(fill("{{ $value | " + format + " }}", value)).isEqualTo(text);
  }

  @Test
  void whatCannotBeFilledInIsRefused() {
    for (String wrong :
        new String[] {"{{ $valeu }}", "{{ if x }}", "{{ $value | nothing }}", "{{ $value", "}}"}) {
      assertThatThrownBy(() -> Template.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
