package io.watchlake.jobs.stage.compute.derive.calc;

import io.watchlake.model.sketch.ValueSketch;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint.Exponential;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The observations that one series made in a window.
 *
 * @param form what the buckets are
 * @param count how many; of {@link Form#CUMULATIVE_BUCKET} how many up to the bound
 * @param sum their sum; NaN where unknown
 * @param lower lower bounds of the buckets, exclusive; {@code -Infinity} where there is none
 * @param upper upper bounds, inclusive; {@code Infinity} where there is none
 * @param counts observations in each bucket
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
public record Observations(
    Form form, double count, double sum, double[] lower, double[] upper, double[] counts) {

  /** What the buckets of observations are. */
  public enum Form {
    /** With bounds that the sender chose. */
    EXPLICIT(1),
    /** With bounds that grow by a factor. */
    EXPONENTIAL(2),
    /** One bucket of a Prometheus histogram: all observations up to its bound. */
    CUMULATIVE_BUCKET(3);

    private final int code;

    Form(int code) {
      this.code = code;
    }

    /** The stable number that is stored. */
    public int code() {
      return code;
    }

    /**
     * The form of a stored number.
     *
     * @throws IllegalArgumentException for any other number
     */
    public static Form ofCode(int code) {
      for (Form form : values()) {
        if (form.code == code) {
          return form;
        }
      }
      throw new IllegalArgumentException("unknown form " + code + " of observations");
    }
  }

  private static final double[] NONE = {};

  /** What a histogram's or summary's window says; a summary has no buckets. */
  static Observations of(double count, double sum, @Nullable Distribution distribution) {
    if (distribution instanceof Distribution.Buckets buckets) {
      return explicit(count, sum, buckets);
    }
    if (distribution instanceof Exponential exponential) {
      return exponential(count, sum, exponential);
    }
    return new Observations(Form.EXPLICIT, count, sum, NONE, NONE, NONE);
  }

  /** The values that a sketch was made of. */
  static Observations of(double count, double sum, ValueSketch sketch) {
    List<double[]> buckets = new ArrayList<>();
    sketch.forEachBucket(
        (lower, upper, values) -> buckets.add(new double[] {lower, upper, values}));
    return new Observations(
        Form.EXPONENTIAL, count, sum, column(buckets, 0), column(buckets, 1), column(buckets, 2));
  }

  private static double[] column(List<double[]> buckets, int column) {
    return buckets.stream().mapToDouble(bucket -> bucket[column]).toArray();
  }

  /** What a counter of a Prometheus histogram's bucket grew by. */
  static Observations upTo(double bound, double increase) {
    return new Observations(
        Form.CUMULATIVE_BUCKET,
        increase,
        Double.NaN,
        new double[] {Double.NEGATIVE_INFINITY},
        new double[] {bound},
        new double[] {increase});
  }

  private static Observations explicit(double count, double sum, Distribution.Buckets buckets) {
    double[] bounds = buckets.bounds();
    int size = bounds.length + 1;
    double[] lower = new double[size];
    double[] upper = new double[size];
    double[] counts = new double[size];
    for (int i = 0; i < size; i++) {
      lower[i] = i == 0 ? Double.NEGATIVE_INFINITY : bounds[i - 1];
      upper[i] = i == bounds.length ? Double.POSITIVE_INFINITY : bounds[i];
      counts[i] = unsigned(buckets.counts()[i]);
    }
    return new Observations(Form.EXPLICIT, count, sum, lower, upper, counts);
  }

  private static Observations exponential(double count, double sum, Exponential of) {
    int negative = of.negativeCounts().length;
    int positive = of.positiveCounts().length;
    double[] lower = new double[negative + 1 + positive];
    double[] upper = new double[lower.length];
    double[] counts = new double[lower.length];
    for (int i = 0; i < negative; i++) {
      int at = negative - 1 - i;
      lower[at] = -bound(of.scale(), of.negativeOffset() + i + 1);
      upper[at] = -bound(of.scale(), of.negativeOffset() + i);
      counts[at] = unsigned(of.negativeCounts()[i]);
    }
    lower[negative] = negative == 0 ? 0 : -of.zeroThreshold();
    upper[negative] = of.zeroThreshold();
    counts[negative] = unsigned(of.zeroCount());
    for (int i = 0; i < positive; i++) {
      int at = negative + 1 + i;
      lower[at] = bound(of.scale(), of.positiveOffset() + i);
      upper[at] = bound(of.scale(), of.positiveOffset() + i + 1);
      counts[at] = unsigned(of.positiveCounts()[i]);
    }
    return new Observations(Form.EXPONENTIAL, count, sum, lower, upper, counts);
  }

  /** {@code base^index} with base {@code 2^(2^-scale)}, as OpenTelemetry defines it. */
  private static double bound(int scale, int index) {
    return Math.pow(2, Math.scalb((double) index, -scale));
  }

  /** An unsigned 64-bit count; beyond 2^53 it is rounded. */
  static double unsigned(long count) {
    return count >= 0 ? count : (count >>> 1) * 2.0 + (count & 1);
  }
}
