package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.prometheus.codec.ClassicBuckets;
import io.watchlake.jobs.stage.type.SentSeries.Counted;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of how far a series has been sent. */
final class SentSeriesFormat implements Format<SentSeries> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "sent_series";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<SentSeries> type() {
    return SentSeries.class;
  }

  @Override
  public void write(SentSeries value, DataOutputView out) throws IOException {
    out.writeLong(value.series());
    out.writeLong(value.endUnixNano());
    out.writeInt(value.revision());
    out.writeLong(value.tenSecondsEnd());
    write(value.total(), out);
    write(value.newest(), out);
  }

  private static void write(Counted value, DataOutputView out) throws IOException {
    out.writeLong(value.count());
    out.writeLong(Double.doubleToRawLongBits(value.sum()));
    out.writeBoolean(value.buckets().fixed());
    Wire.writeDoubles(value.buckets().bounds(), out);
    Wire.writeLongs(value.buckets().counts(), out);
  }

  @Override
  public SentSeries read(int version, DataInputView in) throws IOException {
    return new SentSeries(
        in.readLong(), in.readLong(), in.readInt(), in.readLong(), counted(in), counted(in));
  }

  private static Counted counted(DataInputView in) throws IOException {
    long count = in.readLong();
    double sum = Double.longBitsToDouble(in.readLong());
    boolean fixed = in.readBoolean();
    return new Counted(
        count, sum, new ClassicBuckets(Wire.readDoubles(in), Wire.readLongs(in), fixed));
  }
}
