package io.watchlake.ml.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SketchesTest {

  private static final double[] TAILS = {0.0025, 0.02, 0.05};

  @Property(tries = 30)
  void tailsAreWithinABucketOfTheExactOnes(
      @ForAll long seed, @ForAll @IntRange(min = 400, max = 4000) int count) {
    Random random = new Random(seed);
    TailSketch sketch = new TailSketch(48);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.exp(1.5 * random.nextGaussian());
      sketch.add((float) values[i]);
    }
    Arrays.sort(values);
    double[] estimates = new double[TAILS.length];
    sketch.upper(TAILS, estimates);

    for (int i = 0; i < TAILS.length; i++) {
      int rank = count - 1 - (int) (TAILS[i] * count);
      double low = values[Math.max(0, rank - 1)];
      double high = values[Math.min(count - 1, rank + 1)];
      assertThat(estimates[i]).isBetween(low / 1.126, high * 1.126);
    }
  }

  @Property(tries = 50)
  void aGiantValueTakesNoResolutionFromTheRest(@ForAll @IntRange(min = 1, max = 38) int power) {
    TailSketch plain = new TailSketch(32);
    TailSketch struck = new TailSketch(32);
    Random random = new Random(power);
    struck.add((float) Math.pow(10, power));
    for (int i = 0; i < 5000; i++) {
      float value = 1 + random.nextFloat();
      plain.add(value);
      struck.add(value);
    }
    double[] without = new double[TAILS.length];
    double[] with = new double[TAILS.length];
    plain.upper(TAILS, without);
    struck.upper(TAILS, with);

    assertThat(with[2]).isCloseTo(without[2], within(0.02));
  }

  @Property(tries = 20)
  void quantilesComeNearTheExactOnes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 19) int twentieth) {
    Random random = new Random(seed);
    double share = twentieth / 20.0;
    RunningQuantile quantile = new RunningQuantile(share);
    double[] values = new double[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
      quantile.add(values[i]);
    }
    Arrays.sort(values);

    assertThat(quantile.get()).isCloseTo(values[(int) (share * 5000)], within(0.15));
  }

  @Property
  void theRecentPastIsExact(@ForAll @Size(min = 1, max = 200) float[] values) {
    RecentValues recent = new RecentValues(24);
    RecentFlags flags = new RecentFlags(72);
    RecentFlags few = new RecentFlags(48);
    for (int i = 0; i < values.length; i++) {
      recent.add(i % 1000);
      flags.add(i % 3 == 0);
      few.add(i % 3 == 0);
    }
    int size = Math.min(24, values.length);
    double last = values.length - 1;
    assertThat(recent.size()).isEqualTo(size);
    assertThat(recent.mean(12)).isCloseTo(last - (Math.min(12, size) - 1) / 2.0, within(1e-9));
    assertThat(recent.median()).isEqualTo(last - size + 1 + size / 2);
    assertThat(flags.share()).isCloseTo(share(values.length, 72), within(1e-12));
    assertThat(few.share()).isCloseTo(share(values.length, 48), within(1e-12));
  }

  private static double share(int count, int last) {
    int yes = 0;
    int from = Math.max(0, count - last);
    for (int i = from; i < count; i++) {
      yes += i % 3 == 0 ? 1 : 0;
    }
    return yes / (double) (count - from);
  }

  @Property(tries = 20)
  void oneOutlierMovesACentreByTheAllowedStepAtMost(@ForAll @IntRange(min = 2, max = 50) int n) {
    SeasonalTable table = new SeasonalTable(1);
    for (int i = 0; i < n; i++) {
      table.add(0, 10, 1);
    }
    table.add(0, 1e300, 1);

    assertThat(table.centre(0)).isBetween(10.0, 10 + 1.0 / n);
  }
}
