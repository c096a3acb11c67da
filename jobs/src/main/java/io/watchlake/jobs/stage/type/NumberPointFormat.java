package io.watchlake.jobs.stage.type;

import io.watchlake.model.telemetry.NumberPoint;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a number point; its series as version 1 of {@link SeriesFormat}. */
final class NumberPointFormat implements Format<NumberPoint> {

  private static final long serialVersionUID = 1L;

  private static final SeriesFormat SERIES = new SeriesFormat();

  @Override
  public String name() {
    return "number_point";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<NumberPoint> type() {
    return NumberPoint.class;
  }

  @Override
  public void write(NumberPoint value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    SERIES.write(value.series(), out);
    out.writeLong(value.timeUnixNano());
    out.writeLong(value.startUnixNano());
    out.writeBoolean(value.isLong());
    out.writeLong(value.bits());
    out.writeInt(value.flags());
    Wire.writeNullableString(value.exemplarsJson(), out);
  }

  @Override
  public NumberPoint read(int version, DataInputView in) throws IOException {
    return new NumberPoint(
        Parts.origin(in),
        Wire.readString(in),
        SERIES.read(1, in),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readInt(),
        Wire.readNullableString(in));
  }
}
