package io.watchlake.connectors.prometheus.codec;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.watchlake.connectors.prometheus.codec.NativeHistogram.Buckets;
import io.watchlake.connectors.prometheus.codec.NativeHistogram.Span;
import java.util.List;

/**
 * Native histograms as OTLP's points: buckets by powers become an exponential histogram of the same
 * scale, custom buckets an explicit one. Prometheus numbers a bucket by its upper bound and OTLP by
 * its lower one, so that indices differ by one.
 */
final class NativeHistograms {

  /** Scales that OTLP's implementations know. */
  private static final int MIN_SCALE = -10;

  private static final int MAX_SCALE = 20;

  /** Buckets from the first that holds something to the last: what a point may have. */
  private static final int MAX_DENSE = 65_536;

  /** Above this a double does not tell neighbouring integers apart. */
  private static final double MAX_EXACT = 0x1p53;

  private NativeHistograms() {}

  /** Sets the buckets and figures of a point; times, attributes and flags are the caller's. */
  static void fill(
      NativeHistogram histogram, ExponentialHistogramDataPoint.Builder point, Budget budget)
      throws RemoteWriteException {
    point
        .setScale(histogram.schema())
        .setZeroThreshold(histogram.zeroThreshold())
        .setZeroCount(
            histogram.floats()
                ? integer(histogram.zeroCountFloat(), "zero_count_float")
                : histogram.zeroCount())
        .setCount(count(histogram))
        .setSum(Double.longBitsToDouble(histogram.sumBits()));
    Dense positive = dense(histogram.positive(), histogram.floats(), "positive", budget);
    Dense negative = dense(histogram.negative(), histogram.floats(), "negative", budget);
    if (positive.counts.length > 0) {
      point.setPositive(positive.buckets());
    }
    if (negative.counts.length > 0) {
      point.setNegative(negative.buckets());
    }
  }

  /** Sets the bounds, buckets and figures of a point of custom buckets. */
  static void fill(NativeHistogram histogram, HistogramDataPoint.Builder point, Budget budget)
      throws RemoteWriteException {
    List<Double> bounds = histogram.customValues();
    for (int i = 0; i < bounds.size(); i++) {
      if (Double.isNaN(bounds.get(i)) || (i > 0 && bounds.get(i - 1) >= bounds.get(i))) {
        throw RemoteWriteException.malformed("custom_values do not ascend at " + i);
      }
    }
    long[] counts = new long[bounds.size() + 1];
    budget.parts(counts.length);
    Dense dense = dense(histogram.positive(), histogram.floats(), "positive", budget);
    for (int i = 0; i < dense.counts.length; i++) {
      long index = (long) dense.first + i;
      if (index < 0 || index >= counts.length) {
        throw RemoteWriteException.malformed(
            "positive_spans reach bucket " + index + " of " + counts.length);
      }
      counts[(int) index] = dense.counts[i];
    }
    point
        .addAllExplicitBounds(bounds)
        .setCount(count(histogram))
        .setSum(Double.longBitsToDouble(histogram.sumBits()));
    for (long count : counts) {
      point.addBucketCounts(count);
    }
  }

  /** Refuses schemas that no point has. */
  static void checkSchema(NativeHistogram histogram) throws RemoteWriteException {
    int schema = histogram.schema();
    if (schema != NativeHistogram.CUSTOM && (schema < MIN_SCALE || schema > MAX_SCALE)) {
      throw RemoteWriteException.malformed(
          "schema " + schema + " is neither " + NativeHistogram.CUSTOM + " nor a power of two's");
    }
  }

  private static long count(NativeHistogram histogram) throws RemoteWriteException {
    return histogram.floats() ? integer(histogram.countFloat(), "count_float") : histogram.count();
  }

  private static long integer(double count, String field) throws RemoteWriteException {
    if (!(count >= 0 && count <= MAX_EXACT) || count != Math.rint(count)) {
      throw RemoteWriteException.malformed(
          field + " is " + count + "; OTLP's histograms count in whole numbers");
    }
    return (long) count;
  }

  /** Buckets without gaps; the first one's number is Prometheus' own. */
  @SuppressWarnings("ArrayRecordComponent") // a value on its way, never compared
  private record Dense(int first, long[] counts) {

    ExponentialHistogramDataPoint.Buckets buckets() {
      ExponentialHistogramDataPoint.Buckets.Builder buckets =
          ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(first - 1);
      for (long count : counts) {
        buckets.addBucketCounts(count);
      }
      return buckets.build();
    }
  }

  private static Dense dense(Buckets buckets, boolean floats, String side, Budget budget)
      throws RemoteWriteException {
    int given = floats ? buckets.counts().size() : buckets.deltas().size();
    long spanned = 0;
    long first = 0;
    long next = 0;
    for (int i = 0; i < buckets.spans().size(); i++) {
      Span span = buckets.spans().get(i);
      if (i > 0 && span.offset() < 0) {
        throw RemoteWriteException.malformed(side + "_spans[" + i + "] goes back");
      }
      first = i == 0 ? span.offset() : first;
      next =
          (i == 0 ? span.offset() : next + span.offset()) + Integer.toUnsignedLong(span.length());
      spanned += Integer.toUnsignedLong(span.length());
    }
    if (spanned != given) {
      throw RemoteWriteException.malformed(
          side + "_spans are for " + spanned + " buckets, but " + given + " are given");
    }
    if (given == 0) {
      return new Dense(0, new long[0]);
    }
    if (next - first > MAX_DENSE || first <= Integer.MIN_VALUE || next > Integer.MAX_VALUE) {
      throw RemoteWriteException.malformed(
          side + " buckets reach from " + first + " to " + (next - 1) + ", which is too far");
    }
    long[] counts = new long[(int) (next - first)];
    budget.parts(counts.length);
    int index = 0;
    int taken = 0;
    long running = 0;
    for (int i = 0; i < buckets.spans().size(); i++) {
      Span span = buckets.spans().get(i);
      index += i == 0 ? 0 : span.offset();
      for (int k = 0; k < span.length(); k++) {
        if (floats) {
          running = integer(buckets.counts().get(taken), side + "_counts[" + taken + "]");
        } else {
          running += buckets.deltas().get(taken);
          if (running < 0) {
            throw RemoteWriteException.malformed(
                side + "_deltas[" + taken + "] makes a count below zero");
          }
        }
        counts[index++] = running;
        taken++;
      }
    }
    return new Dense((int) first, counts);
  }
}
