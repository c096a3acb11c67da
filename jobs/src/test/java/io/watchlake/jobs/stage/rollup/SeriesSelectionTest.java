package io.watchlake.jobs.stage.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesSelectionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                               | false",
        "http.requests                    | true",
        "http.request                     | false",
        "http.*                           | true",
        "*                                | true",
        "cpu; http.requests               | true",
        "http.requests{code=200}          | true",
        "http.requests{code=404}          | false",
        "http.requests{code=200,ok=true}  | true",
        "*{service.name=shop}             | true",
        "*{service.name=cart}             | false",
        "*{absent=x}                      | false",
      })
  void aTermHoldsByNameAndLabels(String text, boolean selected) {
    Series series =
        new Series(
            1,
            1,
            "http.requests",
            "",
            "",
            MetricKind.SUM,
            Temporality.CUMULATIVE,
            true,
            new Resource(
                "shop",
                new Attributes(Map.of("service.name", "shop"), Map.of(), Map.of(), Map.of(), null)),
            Scope.EMPTY,
            new Attributes(Map.of(), Map.of("code", 200L), Map.of(), Map.of("ok", true), null));

    assertThat(SeriesSelection.parse(text).contains(series)).isEqualTo(selected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a=b}", "x{a=b", "x{a}", "x{=b}"})
  void whatIsNoTermIsNamed(String text) {
    assertThatThrownBy(() -> SeriesSelection.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'");
  }

  @Test
  void nothingIsSelectedByDefault() {
    assertThat(SeriesSelection.NONE).hasToString("");
  }
}
