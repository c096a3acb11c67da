package io.watchlake.connectors.rollup.codec;

import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A message of the topic {@code rollups}: rollups of one timeline and one bucket of series, with
 * the series they speak of.
 *
 * <p>Version 1: the byte 1; the timeline; the sources (resource and scope), the metrics, and the
 * series (index of source and metric, id, check, attributes), each list with its count before it;
 * the count of rollups and each: index of its series, a byte of flags, how many times 10 s its
 * window begins after that of the rollup before (the first: after the epoch; zigzag), revision,
 * count, sum; min, max and last unless all equal the sum; time of last after the window's start
 * plus 1, 0 for none; increase and resets, distribution, sketch and exemplars where the flags say
 * so. Numbers are 8 bytes, counts are varints.
 */
public final class RollupCodec {

  static final int VERSION = 1;

  static final int RESOLUTION = 0x03;
  static final int STALE = 0x04;
  static final int INCREASE = 0x08;
  static final int DISTRIBUTION = 0x10;
  static final int SKETCH = 0x20;
  static final int EXEMPLARS = 0x40;
  static final int SINGLE = 0x80;

  static final int BUCKETS = 1;
  static final int EXPONENTIAL = 2;
  static final int QUANTILES = 3;

  private RollupCodec() {}

  /**
   * One message of all these rollups, which must be at least one, of one timeline and one bucket.
   *
   * @throws IllegalArgumentException where they are not
   */
  public static byte[] encode(List<Rollup> rollups) {
    if (rollups.isEmpty()) {
      throw new IllegalArgumentException("a message without rollups");
    }
    Rollup first = rollups.get(0);
    RollupWriter writer = new RollupWriter();
    for (Rollup rollup : rollups) {
      if (!rollup.timeline().equals(first.timeline()) || rollup.bucket() != first.bucket()) {
        throw new IllegalArgumentException("rollups of two timelines or buckets in one message");
      }
      writer.add(SeriesBytes.of(rollup.series()), rollup);
    }
    return writer.finish(first.timeline());
  }

  /** The key of a bucket's messages, by which they get into one partition. */
  public static byte[] key(int bucket) {
    return new byte[] {(byte) bucket};
  }

  /**
   * The rollups of a message, in their order.
   *
   * @throws IllegalArgumentException where the bytes are not such a message; says where
   */
  public static List<Rollup> decode(byte @Nullable [] message) {
    return decode(message, metric -> true);
  }

  /**
   * The rollups of a message that are of some metrics, in their order; all others are passed over
   * without being made.
   *
   * @param metrics which metrics, by their names
   * @throws IllegalArgumentException where the bytes are not such a message; says where
   */
  public static List<Rollup> decode(byte @Nullable [] message, Predicate<String> metrics) {
    if (message == null) {
      throw new IllegalArgumentException("a message of rollups without bytes");
    }
    ByteInput in = new ByteInput(message);
    int version = in.bits8();
    if (version != VERSION) {
      throw new IllegalArgumentException("unknown version " + version + " of a rollups message");
    }
    String timeline = in.text();
    @Nullable Series[] series = series(in, metrics);
    int count = in.count(12);
    List<Rollup> rollups = new ArrayList<>();
    long window = 0;
    for (int i = 0; i < count; i++) {
      Series of = series[in.index(series.length)];
      if (of == null) {
        window = skip(in, window);
      } else {
        Rollup rollup = rollup(in, timeline, of, window);
        window = rollup.windowUnixNano();
        rollups.add(rollup);
      }
    }
    if (!in.atEnd()) {
      throw new IllegalArgumentException("bytes after the last rollup");
    }
    return rollups;
  }

  /** Null where the series' metric is not asked for. */
  private static @Nullable Series[] series(ByteInput in, Predicate<String> metrics) {
    SeriesBytes.Source[] sources = new SeriesBytes.Source[in.count(9)];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = SeriesBytes.Source.read(in);
    }
    SeriesBytes.Metric[] known = new SeriesBytes.Metric[in.count(6)];
    boolean[] wanted = new boolean[known.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = SeriesBytes.Metric.read(in);
      wanted[i] = metrics.test(known[i].name());
    }
    @Nullable Series[] series = new @Nullable Series[in.count(23)];
    for (int i = 0; i < series.length; i++) {
      SeriesBytes.Source source = sources[in.index(sources.length)];
      int metric = in.index(known.length);
      if (wanted[metric]) {
        series[i] = SeriesBytes.read(in, source, known[metric]);
      } else {
        SeriesBytes.skip(in);
      }
    }
    return series;
  }

  /** Passes over a rollup; gives its window. */
  private static long skip(ByteInput in, long lastWindow) {
    int flags = in.bits8();
    long window = lastWindow + in.signed() * Resolution.TEN_SECONDS.nanos();
    in.int32();
    in.varint();
    for (int numbers = (flags & SINGLE) != 0 ? 1 : 4; numbers > 0; numbers--) {
      in.bits64();
    }
    in.varint();
    if ((flags & INCREASE) != 0) {
      in.bits64();
      in.int32();
    }
    if ((flags & DISTRIBUTION) != 0) {
      distribution(in);
    }
    if ((flags & SKETCH) != 0) {
      in.skipText();
      in.skipText();
    }
    if ((flags & EXEMPLARS) != 0) {
      in.skipText();
    }
    return window;
  }

  private static Rollup rollup(ByteInput in, String timeline, Series of, long lastWindow) {
    int flags = in.bits8();
    Resolution resolution = resolution(flags & RESOLUTION);
    long window = lastWindow + in.signed() * Resolution.TEN_SECONDS.nanos();
    int revision = in.int32();
    long count = in.varint();
    double sum = in.number();
    boolean single = (flags & SINGLE) != 0;
    double min = single ? sum : in.number();
    double max = single ? sum : in.number();
    double last = single ? sum : in.number();
    long lastTime = in.varint();
    return new Rollup(
        timeline,
        of,
        resolution,
        window,
        revision,
        count,
        sum,
        min,
        max,
        last,
        lastTime == 0 ? 0 : window + lastTime - 1,
        (flags & STALE) != 0,
        (flags & INCREASE) == 0 ? null : new Rollup.Increase(in.number(), in.int32()),
        (flags & DISTRIBUTION) == 0 ? null : distribution(in),
        (flags & SKETCH) == 0 ? null : new Rollup.Sketch(in.text(), in.block()),
        (flags & EXEMPLARS) == 0 ? null : in.text());
  }

  private static Distribution distribution(ByteInput in) {
    int form = in.bits8();
    return switch (form) {
      case BUCKETS -> {
        double[] bounds = in.numbers();
        long[] counts = new long[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
          counts[i] = in.varint();
        }
        yield new Distribution.Buckets(bounds, counts);
      }
      case EXPONENTIAL ->
          new DistributionPoint.Exponential(
              in.signed32(),
              in.varint(),
              in.number(),
              in.signed32(),
              in.counts(),
              in.signed32(),
              in.counts());
      case QUANTILES -> {
        double[] quantiles = in.numbers();
        double[] values = new double[quantiles.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = in.number();
        }
        yield new Distribution.Quantiles(quantiles, values);
      }
      default -> throw new IllegalArgumentException("unknown form " + form + " of a distribution");
    };
  }

  static int resolutionBits(Resolution resolution) {
    return switch (resolution) {
      case TEN_SECONDS -> 1;
      case MINUTE -> 2;
      case HOUR -> 3;
    };
  }

  private static Resolution resolution(int bits) {
    return switch (bits) {
      case 1 -> Resolution.TEN_SECONDS;
      case 2 -> Resolution.MINUTE;
      case 3 -> Resolution.HOUR;
      default -> throw new IllegalArgumentException("unknown resolution " + bits);
    };
  }
}
