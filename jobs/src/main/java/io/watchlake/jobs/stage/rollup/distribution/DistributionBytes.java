package io.watchlake.jobs.stage.rollup.distribution;

import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.Distribution.Buckets;
import io.watchlake.model.telemetry.Distribution.Quantiles;
import io.watchlake.model.telemetry.DistributionPoint.Exponential;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What windows of distributions hold, as bytes. What is read grows as it comes: a damaged size ends
 * at the end of the bytes and not of the memory.
 */
final class DistributionBytes {

  private static final int NONE = 0;
  private static final int BUCKETS = 1;
  private static final int EXPONENTIAL = 2;
  private static final int QUANTILES = 3;

  private static final int STEP = 1 << 12;

  private DistributionBytes() {}

  static void write(Reading reading, DataOutput out) throws IOException {
    out.writeLong(reading.startUnixNano());
    write(reading.observed(), out);
  }

  static Reading readReading(DataInput in) throws IOException {
    return new Reading(in.readLong(), readObserved(in));
  }

  static void write(Observed observed, DataOutput out) throws IOException {
    out.writeLong(observed.count());
    out.writeDouble(observed.sum());
    out.writeDouble(observed.min());
    out.writeDouble(observed.minAtLeast());
    out.writeDouble(observed.max());
    out.writeDouble(observed.maxAtMost());
    out.writeLong(observed.lastUnixNano());
    write(observed.distribution(), out);
  }

  static Observed readObserved(DataInput in) throws IOException {
    return new Observed(
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        readDistribution(in));
  }

  private static void write(@Nullable Distribution distribution, DataOutput out)
      throws IOException {
    if (distribution instanceof Buckets buckets) {
      out.writeByte(BUCKETS);
      write(buckets.bounds(), out);
      write(buckets.counts(), out);
    } else if (distribution instanceof Exponential buckets) {
      out.writeByte(EXPONENTIAL);
      out.writeInt(buckets.scale());
      out.writeLong(buckets.zeroCount());
      out.writeDouble(buckets.zeroThreshold());
      out.writeInt(buckets.positiveOffset());
      write(buckets.positiveCounts(), out);
      out.writeInt(buckets.negativeOffset());
      write(buckets.negativeCounts(), out);
    } else if (distribution instanceof Quantiles quantiles) {
      out.writeByte(QUANTILES);
      write(quantiles.quantiles(), out);
      write(quantiles.values(), out);
    } else {
      out.writeByte(NONE);
    }
  }

  private static @Nullable Distribution readDistribution(DataInput in) throws IOException {
    int form = in.readUnsignedByte();
    try {
      return switch (form) {
        case NONE -> null;
        case BUCKETS -> new Buckets(readDoubles(in), readLongs(in));
        case EXPONENTIAL ->
            new Exponential(
                in.readInt(),
                in.readLong(),
                in.readDouble(),
                in.readInt(),
                readLongs(in),
                in.readInt(),
                readLongs(in));
        case QUANTILES -> new Quantiles(readDoubles(in), readDoubles(in));
        default -> throw new IOException("unknown form " + form + " of a distribution");
      };
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a distribution are damaged", e);
    }
  }

  static void writeText(@Nullable String text, DataOutput out) throws IOException {
    byte[] utf8 = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8 == null ? -1 : utf8.length);
    if (utf8 != null) {
      out.write(utf8);
    }
  }

  static @Nullable String readText(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] utf8 = new byte[length];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  static int readSize(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0) {
      throw new IOException("a size below 0: the bytes are damaged");
    }
    return size;
  }

  private static void write(long[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static void write(double[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static long[] readLongs(DataInput in) throws IOException {
    int size = readSize(in);
    long[] values = new long[Math.min(size, STEP)];
    for (int i = 0; i < size; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(size, 2L * i));
      }
      values[i] = in.readLong();
    }
    return values;
  }

  private static double[] readDoubles(DataInput in) throws IOException {
    int size = readSize(in);
    double[] values = new double[Math.min(size, STEP)];
    for (int i = 0; i < size; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(size, 2L * i));
      }
      values[i] = in.readDouble();
    }
    return values;
  }
}
