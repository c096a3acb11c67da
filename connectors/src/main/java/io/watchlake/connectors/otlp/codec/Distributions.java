package io.watchlake.connectors.otlp.codec;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.Timeline;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.Series;
import java.util.List;

/** Histogram, exponential histogram and summary points from their OTLP form. */
final class Distributions {

  private static final double[] NO_DOUBLES = {};
  private static final long[] NO_LONGS = {};

  private Distributions() {}

  /**
   * A histogram point.
   *
   * @throws Fault where buckets and bounds do not fit together, or bounds do not ascend
   */
  static DistributionPoint histogram(
      Origin origin, Timeline timeline, Series series, HistogramDataPoint point) throws Fault {
    int bounds = point.getExplicitBoundsCount();
    int buckets = point.getBucketCountsCount();
    if (buckets != bounds + 1 && (buckets != 0 || bounds != 0)) {
      throw new Fault(
          Reason.INVALID_VALUE,
          buckets + " bucket counts with " + bounds + " bounds; one more than bounds is due");
    }
    for (int i = 0; i < bounds; i++) {
      double bound = point.getExplicitBounds(i);
      if (Double.isNaN(bound) || (i > 0 && point.getExplicitBounds(i - 1) >= bound)) {
        throw new Fault(Reason.INVALID_VALUE, "bounds do not ascend at " + i);
      }
    }
    return new DistributionPoint(
        origin,
        timeline.name(),
        series,
        point.getTimeUnixNano(),
        point.getStartTimeUnixNano(),
        point.getFlags(),
        point.getCount(),
        point.hasSum() ? point.getSum() : null,
        point.hasMin() ? point.getMin() : null,
        point.hasMax() ? point.getMax() : null,
        doubles(point.getExplicitBoundsList()),
        longs(point.getBucketCountsList()),
        null,
        NO_DOUBLES,
        NO_DOUBLES,
        JsonText.exemplars(point.getExemplarsList()));
  }

  static DistributionPoint exponential(
      Origin origin, Timeline timeline, Series series, ExponentialHistogramDataPoint point) {
    return new DistributionPoint(
        origin,
        timeline.name(),
        series,
        point.getTimeUnixNano(),
        point.getStartTimeUnixNano(),
        point.getFlags(),
        point.getCount(),
        point.hasSum() ? point.getSum() : null,
        point.hasMin() ? point.getMin() : null,
        point.hasMax() ? point.getMax() : null,
        NO_DOUBLES,
        NO_LONGS,
        new DistributionPoint.Exponential(
            point.getScale(),
            point.getZeroCount(),
            point.getZeroThreshold(),
            point.getPositive().getOffset(),
            longs(point.getPositive().getBucketCountsList()),
            point.getNegative().getOffset(),
            longs(point.getNegative().getBucketCountsList())),
        NO_DOUBLES,
        NO_DOUBLES,
        JsonText.exemplars(point.getExemplarsList()));
  }

  static DistributionPoint summary(
      Origin origin, Timeline timeline, Series series, SummaryDataPoint point) {
    int size = point.getQuantileValuesCount();
    double[] quantiles = new double[size];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      quantiles[i] = point.getQuantileValues(i).getQuantile();
      values[i] = point.getQuantileValues(i).getValue();
    }
    return new DistributionPoint(
        origin,
        timeline.name(),
        series,
        point.getTimeUnixNano(),
        point.getStartTimeUnixNano(),
        point.getFlags(),
        point.getCount(),
        point.getSum(),
        null,
        null,
        NO_DOUBLES,
        NO_LONGS,
        null,
        quantiles,
        values,
        null);
  }

  private static double[] doubles(List<Double> values) {
    double[] result = new double[values.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = values.get(i);
    }
    return result;
  }

  private static long[] longs(List<Long> values) {
    long[] result = new long[values.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = values.get(i);
    }
    return result;
  }
}
