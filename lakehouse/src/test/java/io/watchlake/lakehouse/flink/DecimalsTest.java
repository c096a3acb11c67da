package io.watchlake.lakehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  @Test
  void asManyDigitsAsAnyNeeds() {
    Decimals decimals = Decimals.of(bits(1, 0.5, -2.125, 1e12));
    assertThat(decimals).isNotNull();
    assertThat(decimals.digits()).isEqualTo(3);
    assertThat(decimals.scaled()).containsExactly(1_000, 500, -2_125, 1_000_000_000_000_000L);
  }

  @Test
  void wholeNumbersNeedNone() {
    Decimals decimals = Decimals.of(bits(0, -7, 4_503_599_627.0));
    assertThat(decimals).isNotNull();
    assertThat(decimals.digits()).isZero();
    assertThat(decimals.scaled()).containsExactly(0, -7, 4_503_599_627L);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        1.0 / 3,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0.1 + 0.2,
        1e-10,
        0x1p52
      })
  void whatDoesNotComeBackToTheBitIsNone(double value) {
    assertThat(Decimals.of(bits(1, value))).isNull();
    assertThat(Decimals.of(bits(value, 1))).isNull();
  }

  @Test
  void digitsOfOneMayBeTooManyForAnother() {
    assertThat(Decimals.of(bits(1e-9))).isNotNull();
    assertThat(Decimals.of(bits(1e14))).isNotNull();
    assertThat(Decimals.of(bits(1e14, 1e-9))).isNull();
    assertThat(Decimals.of(bits(1e-9, 1e14))).isNull();
  }

  @Property
  void whateverIsADecimalComesBackToTheBit(@ForAll("anyDoubles") double[] values) {
    Decimals decimals = Decimals.of(bits(values));
    if (decimals != null) {
      for (int i = 0; i < values.length; i++) {
        assertThat(Decimals.value(decimals.scaled()[i], decimals.digits())).isEqualTo(values[i]);
      }
    }
  }

  @Property
  void decimalFractionsOfFewDigitsAreDecimals(
      @ForAll("fractions") BigDecimal value, @ForAll("fractions") BigDecimal other) {
    double[] values = {value.doubleValue(), other.doubleValue()};
    Decimals decimals = Decimals.of(bits(values));
    assertThat(decimals).isNotNull();
    assertThat(decimals.digits()).isLessThanOrEqualTo(6);
    assertThat(Decimals.value(decimals.scaled()[0], decimals.digits())).isEqualTo(values[0]);
    assertThat(Decimals.value(decimals.scaled()[1], decimals.digits())).isEqualTo(values[1]);
  }

  @Provide
  Arbitrary<double[]> anyDoubles() {
    return Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.longs().map(Double::longBitsToDouble),
            Arbitraries.longs().map(number -> number / 1e9),
            fractions().map(BigDecimal::doubleValue))
        .array(double[].class)
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<BigDecimal> fractions() {
    return Arbitraries.bigDecimals()
        .between(BigDecimal.valueOf(-1_000_000_000), BigDecimal.valueOf(1_000_000_000))
        .ofScale(6);
  }

  private static long[] bits(double... values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
