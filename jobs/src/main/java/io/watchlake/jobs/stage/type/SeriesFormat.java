package io.watchlake.jobs.stage.type;

import io.watchlake.model.telemetry.Series;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what a series id stands for. */
final class SeriesFormat implements Format<Series> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "series";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Series> type() {
    return Series.class;
  }

  @Override
  public void write(Series value, DataOutputView out) throws IOException {
    out.writeLong(value.id());
    out.writeLong(value.check());
    Wire.writeString(value.metric(), out);
    Wire.writeString(value.description(), out);
    Wire.writeString(value.unit(), out);
    out.writeByte(Codes.of(value.kind()));
    out.writeByte(Codes.of(value.temporality()));
    out.writeBoolean(value.monotonic());
    Parts.write(value.resource(), out);
    Parts.write(value.scope(), out);
    Parts.write(value.attributes(), out);
  }

  @Override
  public Series read(int version, DataInputView in) throws IOException {
    return new Series(
        in.readLong(),
        in.readLong(),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        Codes.metricKind(in.readUnsignedByte()),
        Codes.temporality(in.readUnsignedByte()),
        in.readBoolean(),
        Parts.resource(in),
        Parts.scope(in),
        Parts.attributes(in));
  }
}
