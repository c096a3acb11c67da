package io.watchlake.model.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.watchlake.model.telemetry.Rollup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("A sketch of values")
class ValueSketchTest {

  @Property(tries = 200)
  @Label("says the same in whatever order and groups values were added")
  void anyOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<Double> values = values(random);
    ValueSketch all = of(values);
    Collections.shuffle(values, random);
    List<ValueSketch> parts = new ArrayList<>();
    for (int from = 0, to; from < values.size(); from = to) {
      to = Math.min(values.size(), from + 1 + random.nextInt(20));
      parts.add(ValueSketch.of(of(values.subList(from, to)).bytes()));
    }
    while (parts.size() > 1) {
      ValueSketch one = parts.remove(random.nextInt(parts.size()));
      int with = random.nextInt(parts.size());
      parts.set(with, ValueSketch.sum(parts.get(with), one));
    }

    assertThat(parts.get(0).count()).isEqualTo(values.size());
    for (double quantile : new double[] {0, 0.1, 0.5, 0.9, 0.99, 1}) {
      assertThat(parts.get(0).quantile(quantile)).isEqualTo(all.quantile(quantile));
    }
  }

  @Property(tries = 200)
  @Label("has its values in buckets from the lowest to the highest")
  void buckets(@ForAll long seed) {
    List<Double> values = values(new Random(seed));
    List<double[]> buckets = new ArrayList<>();
    of(values)
        .forEachBucket((lower, upper, count) -> buckets.add(new double[] {lower, upper, count}));

    assertThat(buckets.stream().mapToDouble(bucket -> bucket[2]).sum()).isEqualTo(values.size());
    for (int i = 1; i < buckets.size(); i++) {
      assertThat(buckets.get(i)[0]).isGreaterThanOrEqualTo(buckets.get(i - 1)[1] - 1e-300);
    }
    for (double value : values) {
      double slack = Math.abs(value) * 1e-9 + 1e-300;
      assertThat(buckets)
          .anyMatch(bucket -> bucket[0] - slack <= value && value <= bucket[1] + slack);
    }
  }

  @Property(tries = 200)
  @Label("is off by one part in a hundred at most")
  void accuracy(@ForAll long seed) {
    Random random = new Random(seed);
    List<Double> values = values(random);
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    ValueSketch sketch = of(values);

    for (double quantile : new double[] {0, 0.25, 0.5, 0.9, 0.99, 1}) {
      double exact = sorted[(int) Math.floor(quantile * (sorted.length - 1))];
      assertThat(sketch.quantile(quantile))
          .isCloseTo(exact, within(Math.abs(exact) * 0.0101 + 1e-300));
    }
  }

  @Example
  @Label("leaves out what is no finite number, and of nothing there is none")
  void notFinite() {
    ValueSketch.Builder builder = new ValueSketch.Builder();
    for (double value :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE, 0, 7}) {
      builder.add(value);
    }
    assertThat(builder.build().count()).isEqualTo(2);
    assertThat(new ValueSketch.Builder().add(Double.NaN).build()).isNull();
    assertThat(ValueSketch.sum(null, null)).isNull();
  }

  @Example
  @Label("that is damaged is refused, one of another kind is not looked into")
  void damaged() {
    byte[] bytes = of(List.of(1.0, 2.0)).bytes();
    assertThatThrownBy(() -> ValueSketch.of(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ValueSketch.quantile(new Rollup.Sketch("other/1", bytes), 0.5)).isEmpty();
    assertThat(ValueSketch.quantile(new Rollup.Sketch(ValueSketch.KIND, bytes), 1).orElseThrow())
        .isCloseTo(2, within(0.02));
  }

  private static List<Double> values(Random random) {
    List<Double> values = new ArrayList<>();
    for (int i = 1 + random.nextInt(200); i > 0; i--) {
      double value = Math.exp(random.nextGaussian() * 4);
      values.add(
          switch (random.nextInt(9)) {
            case 0 -> 0.0;
            case 1 -> -value;
            default -> value;
          });
    }
    return values;
  }

  private static ValueSketch of(List<Double> values) {
    ValueSketch.Builder builder = new ValueSketch.Builder();
    values.forEach(builder::add);
    return builder.build();
  }
}
