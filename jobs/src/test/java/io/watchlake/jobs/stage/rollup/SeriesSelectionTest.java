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
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesSelectionTest {

  private static final Series SERIES =
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
        "*{service=shop}                  | true",
        "http.*{code=~\"2..\",ok!=\"no\"}   | true",
        "http.*{code=~\"4..\"}             | false",
        "x{a=\"b;c\"}; http.*{code=\"200\"} | true",
      })
  void aTermHoldsByNameAndLabels(String text, boolean selected) {
    assertThat(SeriesSelection.parse(text).contains(SERIES)).isEqualTo(selected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a=b}", "x{a=b", "x{a}", "x{=b}", "x{a=~\"(\"}", "x{a=\"b\",c}"})
  void whatIsNoTermIsNamed(String text) {
    assertThatThrownBy(() -> SeriesSelection.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'");
  }

  @Test
  void aSelectionTravelsWithTheGraph() throws Exception {
    SeriesSelection sent = SeriesSelection.parse("http.*{code=~\"2..\"}");
    SeriesSelection arrived = InstantiationUtil.clone(sent);

    assertThat(arrived).hasToString(sent.toString());
    assertThat(arrived.contains(SERIES)).isTrue();
  }

  @Test
  void nothingIsSelectedByDefault() {
    assertThat(SeriesSelection.NONE).hasToString("");
  }
}
