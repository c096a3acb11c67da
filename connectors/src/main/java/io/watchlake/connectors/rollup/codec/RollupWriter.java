package io.watchlake.connectors.rollup.codec;

import io.watchlake.connectors.rollup.codec.SeriesBytes.Part;
import io.watchlake.model.number.LongNumbers;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes messages of rollups, each of one timeline, in the form that {@link RollupCodec} describes.
 * Used again and again; not for several threads.
 */
public final class RollupWriter {

  private final Map<Part, Integer> sourceIndex = new HashMap<>();
  private final Map<Part, Integer> metricIndex = new HashMap<>();
  private final LongNumbers seriesIndex = new LongNumbers();

  // Small at first: between operators a message is of one rollup.
  private final Bytes sources = new Bytes(256);
  private final Bytes metrics = new Bytes(128);
  private final Bytes series = new Bytes(256);
  private final Bytes rollups = new Bytes(128);
  private int count;
  private long lastWindow;

  /** How many rollups are in the message. */
  public int count() {
    return count;
  }

  /** How many bytes the message has about. */
  public int size() {
    return sources.size() + metrics.size() + series.size() + rollups.size();
  }

  /** Adds a rollup, of the timeline that {@link #finish} is told; {@code of} is its series. */
  public void add(SeriesBytes of, Rollup rollup) {
    double sum = rollup.sum();
    boolean single = same(sum, rollup.min()) && same(sum, rollup.max()) && same(sum, rollup.last());
    rollups.varint(index(of)).bits8(flags(rollup) | (single ? RollupCodec.SINGLE : 0));
    long window = rollup.windowUnixNano();
    rollups.signed((window - lastWindow) / Resolution.TEN_SECONDS.nanos());
    lastWindow = window;
    rollups.varint(rollup.revision()).varint(rollup.count()).number(sum);
    if (!single) {
      rollups.number(rollup.min()).number(rollup.max()).number(rollup.last());
    }
    rollups.varint(rollup.lastUnixNano() == 0 ? 0 : rollup.lastUnixNano() - window + 1);
    if (rollup.increase() != null) {
      rollups.number(rollup.increase().value()).varint(rollup.increase().resets());
    }
    if (rollup.distribution() != null) {
      write(rollup.distribution());
    }
    if (rollup.sketch() != null) {
      rollups.text(rollup.sketch().kind()).block(rollup.sketch().bytes());
    }
    if (rollup.exemplarsJson() != null) {
      rollups.text(rollup.exemplarsJson());
    }
    count++;
  }

  private static int flags(Rollup rollup) {
    return RollupCodec.resolutionBits(rollup.resolution())
        | (rollup.stale() ? RollupCodec.STALE : 0)
        | (rollup.increase() != null ? RollupCodec.INCREASE : 0)
        | (rollup.distribution() != null ? RollupCodec.DISTRIBUTION : 0)
        | (rollup.sketch() != null ? RollupCodec.SKETCH : 0)
        | (rollup.exemplarsJson() != null ? RollupCodec.EXEMPLARS : 0);
  }

  /**
   * The message, and makes ready for the next.
   *
   * @throws IllegalStateException where there is nothing in it
   */
  public byte[] finish(String timeline) {
    if (count == 0) {
      throw new IllegalStateException("a message without rollups");
    }
    byte[] message =
        new Bytes(size() + 64)
            .bits8(RollupCodec.VERSION)
            .text(timeline)
            .varint(sourceIndex.size())
            .raw(sources)
            .varint(metricIndex.size())
            .raw(metrics)
            .varint(seriesIndex.size())
            .raw(series)
            .varint(count)
            .raw(rollups)
            .toArray();
    sourceIndex.clear();
    metricIndex.clear();
    seriesIndex.clear();
    sources.clear();
    metrics.clear();
    series.clear();
    rollups.clear();
    count = 0;
    lastWindow = 0;
    return message;
  }

  private int index(SeriesBytes of) {
    int before = seriesIndex.size();
    int index = seriesIndex.number(of.id());
    if (index < before) {
      return index;
    }
    int source = index(of.source(), sourceIndex, sources);
    int metric = index(of.metric(), metricIndex, metrics);
    series.varint(source).varint(metric).raw(of.own());
    return index;
  }

  private static int index(Part part, Map<Part, Integer> known, Bytes out) {
    Integer found = known.get(part);
    if (found != null) {
      return found;
    }
    out.raw(part.bytes());
    int index = known.size();
    known.put(part, index);
    return index;
  }

  private void write(Distribution distribution) {
    if (distribution instanceof Distribution.Buckets buckets) {
      rollups.bits8(RollupCodec.BUCKETS).numbers(buckets.bounds());
      for (long bucket : buckets.counts()) {
        rollups.varint(bucket);
      }
    } else if (distribution instanceof DistributionPoint.Exponential buckets) {
      rollups
          .bits8(RollupCodec.EXPONENTIAL)
          .signed(buckets.scale())
          .varint(buckets.zeroCount())
          .number(buckets.zeroThreshold())
          .signed(buckets.positiveOffset())
          .counts(buckets.positiveCounts())
          .signed(buckets.negativeOffset())
          .counts(buckets.negativeCounts());
    } else if (distribution instanceof Distribution.Quantiles quantiles) {
      rollups.bits8(RollupCodec.QUANTILES).numbers(quantiles.quantiles());
      for (double value : quantiles.values()) {
        rollups.number(value);
      }
    }
  }

  private static boolean same(double one, double other) {
    return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
  }
}
