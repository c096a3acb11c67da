package io.watchlake.jobs.stage.type;

import io.watchlake.model.telemetry.DistributionPoint;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The bytes of a distribution point; its series as version 1 of {@link SeriesFormat}. */
final class DistributionPointFormat implements Format<DistributionPoint> {

  private static final long serialVersionUID = 1L;

  private static final SeriesFormat SERIES = new SeriesFormat();

  @Override
  public String name() {
    return "distribution_point";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<DistributionPoint> type() {
    return DistributionPoint.class;
  }

  @Override
  public void write(DistributionPoint value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    SERIES.write(value.series(), out);
    out.writeLong(value.timeUnixNano());
    out.writeLong(value.startUnixNano());
    out.writeInt(value.flags());
    out.writeLong(value.count());
    Wire.writeNullableDouble(value.sum(), out);
    Wire.writeNullableDouble(value.min(), out);
    Wire.writeNullableDouble(value.max(), out);
    Wire.writeDoubles(value.bounds(), out);
    Wire.writeLongs(value.bucketCounts(), out);
    writeExponential(value.exponential(), out);
    Wire.writeDoubles(value.quantiles(), out);
    Wire.writeDoubles(value.quantileValues(), out);
    Wire.writeNullableString(value.exemplarsJson(), out);
  }

  @Override
  public DistributionPoint read(int version, DataInputView in) throws IOException {
    return new DistributionPoint(
        Parts.origin(in),
        Wire.readString(in),
        SERIES.read(1, in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        Wire.readDoubles(in),
        Wire.readLongs(in),
        readExponential(in),
        Wire.readDoubles(in),
        Wire.readDoubles(in),
        Wire.readNullableString(in));
  }

  private static void writeExponential(
      DistributionPoint.@Nullable Exponential buckets, DataOutputView out) throws IOException {
    out.writeBoolean(buckets != null);
    if (buckets != null) {
      out.writeInt(buckets.scale());
      out.writeLong(buckets.zeroCount());
      out.writeLong(Double.doubleToRawLongBits(buckets.zeroThreshold()));
      out.writeInt(buckets.positiveOffset());
      Wire.writeLongs(buckets.positiveCounts(), out);
      out.writeInt(buckets.negativeOffset());
      Wire.writeLongs(buckets.negativeCounts(), out);
    }
  }

  private static DistributionPoint.@Nullable Exponential readExponential(DataInputView in)
      throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    return new DistributionPoint.Exponential(
        in.readInt(),
        in.readLong(),
        Double.longBitsToDouble(in.readLong()),
        in.readInt(),
        Wire.readLongs(in),
        in.readInt(),
        Wire.readLongs(in));
  }
}
