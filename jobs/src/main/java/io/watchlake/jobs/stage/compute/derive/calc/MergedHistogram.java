package io.watchlake.jobs.stage.compute.derive.calc;

import io.watchlake.jobs.stage.compute.derive.calc.Observations.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The observations of a group's series together. Buckets of equal upper bounds are added. The
 * figures are those of PromQL's functions of the same names.
 */
final class MergedHistogram {

  private record Bucket(double lower, double count) {}

  private final NavigableMap<Double, Bucket> buckets = new TreeMap<>();
  private final NavigableMap<Double, Double> cumulative = new TreeMap<>();
  private double count;
  private double sum;
  private boolean exponential;
  private boolean any;

  /** Adds a series. The order in which series are added decides how sums are rounded. */
  void add(Observations of) {
    any = true;
    exponential |= of.form() == Form.EXPONENTIAL;
    if (of.form() == Form.CUMULATIVE_BUCKET) {
      cumulative.merge(of.upper()[0], of.count(), Double::sum);
      return;
    }
    count += of.count();
    sum += of.sum();
    for (int i = 0; i < of.counts().length; i++) {
      if (of.counts()[i] > 0) {
        Bucket added = new Bucket(of.lower()[i], of.counts()[i]);
        buckets.merge(
            of.upper()[i],
            added,
            (one, other) ->
                new Bucket(Math.min(one.lower(), other.lower()), one.count() + other.count()));
      }
    }
  }

  /** Whether any series was added. */
  boolean any() {
    return any;
  }

  /** How many observations were made. */
  double count() {
    Map.Entry<Double, Double> last = cumulative.lastEntry();
    return count + (last == null ? 0 : last.getValue());
  }

  /** The sum of the observations; NaN where a sender gives none. */
  double sum() {
    return cumulative.isEmpty() ? sum : Double.NaN;
  }

  /** The mean of the observations; NaN where there are none. */
  double avg() {
    return sum() / count();
  }

  /**
   * The value that a share of the observations does not exceed, taken to be spread evenly within a
   * bucket; in buckets of exponential histograms, evenly on a logarithmic scale. A quantile beyond
   * the highest bound is that bound. The first bucket begins at 0 if its bound is above 0.
   *
   * @param quantile 0 to 1
   * @return NaN where nothing was observed
   */
  double quantile(double quantile) {
    List<Map.Entry<Double, Bucket>> sorted = new ArrayList<>(all().entrySet());
    double total = sorted.stream().mapToDouble(entry -> entry.getValue().count()).sum();
    if (!(total > 0)) {
      return Double.NaN;
    }
    double rank = quantile * total;
    double below = 0;
    int at = 0;
    while (at < sorted.size() - 1 && below + sorted.get(at).getValue().count() < rank) {
      below += sorted.get(at).getValue().count();
      at++;
    }
    double upper = sorted.get(at).getKey();
    Bucket bucket = sorted.get(at).getValue();
    if (upper == Double.POSITIVE_INFINITY) {
      // The widest explicit bound is the best that is known.
      return bucket.lower();
    }
    double lower = bucket.lower();
    if (lower == Double.NEGATIVE_INFINITY) {
      if (upper <= 0) {
        return upper;
      }
      lower = 0;
    }
    double share = (rank - below) / bucket.count();
    if (exponential && lower > 0) {
      return lower * Math.pow(upper / lower, share);
    }
    return lower + (upper - lower) * share;
  }

  /** The buckets, those of Prometheus histograms made to count their own observations alone. */
  private NavigableMap<Double, Bucket> all() {
    if (cumulative.isEmpty()) {
      return buckets;
    }
    NavigableMap<Double, Bucket> all = new TreeMap<>(buckets);
    double lower = Double.NEGATIVE_INFINITY;
    double before = 0;
    for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
      // Series that lag behind can make a count fall from bound to bound; it is held, as PromQL
      // does.
      double upTo = Math.max(before, bucket.getValue());
      if (upTo > before) {
        all.put(bucket.getKey(), new Bucket(lower, upTo - before));
      }
      lower = bucket.getKey();
      before = upTo;
    }
    return all;
  }
}
