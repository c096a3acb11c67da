package io.watchlake.jobs.stage.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a line for InfluxDB. */
final class InfluxLineFormat implements Format<InfluxLine> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "influx_line";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<InfluxLine> type() {
    return InfluxLine.class;
  }

  @Override
  public void write(InfluxLine value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    out.writeLong(value.arrivalMillis());
    Wire.writeBytes(value.line(), out);
  }

  @Override
  public InfluxLine read(int version, DataInputView in) throws IOException {
    return new InfluxLine(Parts.origin(in), Wire.readString(in), in.readLong(), Wire.readBytes(in));
  }
}
