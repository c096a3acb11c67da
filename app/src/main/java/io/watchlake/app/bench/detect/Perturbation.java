package io.watchlake.app.bench.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A change after which a series is another one and its labels still hold. */
enum Perturbation {
  NOISE("5 % noise"),
  MISSING("10 % of the rows missing"),
  NEGATED("negated"),
  SCALED("times 1,000, plus 12,345"),
  DECIMATED("every second row"),
  SHIFTED("3 days, 7 hours, 13 minutes later"),
  CROPPED("the first twelfth missing"),
  ROOT("square root of the distance from the median"),
  POWER("distance from the minimum, to the power of 1.5"),
  SMOOTHED("mean of three rows"),
  DAILY("a daily wave added");

  private static final long SHIFT_MILLIS = ((3L * 24 + 7) * 60 + 13) * 60_000;

  private final String words;

  Perturbation(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** The changed series; the same each time. */
  NabSeries of(NabSeries series) {
    Random random = new Random(31L * code() + series.name().hashCode());
    double[] sorted = series.values().clone();
    Arrays.sort(sorted);
    double low = sorted[sorted.length / 20];
    double width = sorted[sorted.length * 19 / 20] - low;
    double unit = width > 0 ? width : 1;
    double middle = sorted[sorted.length / 2];
    double[] old = series.values();
    double[] values = old.clone();
    switch (this) {
      case NOISE -> each(values, i -> old[i] + 0.05 * width * random.nextGaussian());
      case NEGATED -> each(values, i -> -old[i]);
      case SCALED -> each(values, i -> 1000 * old[i] + 12_345);
      case ROOT -> each(values, i -> root((old[i] - middle) / unit));
      case POWER -> each(values, i -> Math.pow((old[i] - sorted[0]) / unit, 1.5));
      case SMOOTHED -> each(values, i -> i < 2 ? old[i] : (old[i] + old[i - 1] + old[i - 2]) / 3);
      case DAILY ->
          each(
              values,
              i -> old[i] + 0.1 * width * Math.sin(2 * Math.PI * series.times()[i] / 86_400_000));
      case MISSING -> {
        return kept(series, i -> random.nextDouble() >= 0.1);
      }
      case DECIMATED -> {
        return kept(series, i -> i % 2 == 0);
      }
      case CROPPED -> {
        return kept(series, i -> i >= series.length() / 12);
      }
      case SHIFTED -> {
        return shifted(series);
      }
    }
    return new NabSeries(series.name(), series.times(), values, series.windows());
  }

  /** Seeds the random numbers; never changes with the order of the constants. */
  private int code() {
    return words.hashCode();
  }

  private interface NewValue {
    double at(int row);
  }

  private static void each(double[] values, NewValue changed) {
    for (int i = 0; i < values.length; i++) {
      values[i] = changed.at(i);
    }
  }

  private static double root(double distance) {
    return Math.signum(distance) * Math.sqrt(Math.abs(distance));
  }

  private static NabSeries shifted(NabSeries series) {
    return new NabSeries(
        series.name(),
        Arrays.stream(series.times()).map(time -> time + SHIFT_MILLIS).toArray(),
        series.values(),
        series.windows().stream()
            .map(w -> new NabSeries.Window(w.from() + SHIFT_MILLIS, w.to() + SHIFT_MILLIS))
            .toList());
  }

  private static NabSeries kept(NabSeries series, IntPredicate keep) {
    int[] rows = IntStream.range(0, series.length()).filter(keep).toArray();
    long[] times = Arrays.stream(rows).mapToLong(row -> series.times()[row]).toArray();
    double[] values = Arrays.stream(rows).mapToDouble(row -> series.values()[row]).toArray();
    List<NabSeries.Window> windows =
        series.windows().stream().filter(window -> window.from() >= times[0]).toList();
    return new NabSeries(series.name(), times, values, windows);
  }
}
