package io.watchlake.model.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatisticTest {

  @ParameterizedTest
  @CsvSource({"mean, 3", "min, 1", "max, 6", "last, 2", "sum, 12", "count, 4"})
  void ofValuesAndObservations(String code, double expected) {
    assertThat(Statistic.ofCode(code).of(rollup(4, null))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"mean, 0.5", "min, 1", "max, 6", "last, 2", "sum, 30", "count, 4"})
  void ofACounterTheGrowthAndNotItsHeight(String code, double expected) {
    Rollup counter = rollup(4, new Rollup.Increase(30, 1));
    assertThat(Statistic.ofCode(code).of(counter)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Statistic.class)
  void aWindowWithoutValuesHasNoneButItsCount(Statistic statistic) {
    assertThat(statistic.of(rollup(0, null)))
        .isEqualTo(Double.valueOf(statistic == Statistic.COUNT ? 0 : Double.NaN));
  }

  @Test
  void countsBeyondTheSignedRangeAreUnsigned() {
    assertThat(Statistic.COUNT.of(rollup(-2, null))).isEqualTo(0x1p64);
  }

  @Test
  void otherCodesAreRefused() {
    assertThatThrownBy(() -> Statistic.ofCode("median"))
        .hasMessage("'median' is not one of mean, min, max, last, sum, count");
  }

  private static Rollup rollup(long count, Rollup.Increase increase) {
    return new Rollup(
        "live",
        new Series(
            1,
            1,
            "m",
            "",
            "",
            MetricKind.SUM,
            Temporality.CUMULATIVE,
            true,
            new Resource("shop", Attributes.EMPTY),
            Scope.EMPTY,
            Attributes.EMPTY),
        Resolution.MINUTE,
        0,
        0,
        count,
        12,
        1,
        6,
        2,
        0,
        false,
        increase,
        null,
        null,
        null);
  }
}
