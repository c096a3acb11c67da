package io.watchlake.jobs.stage.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a rollup's samples. */
final class PrometheusSamplesFormat implements Format<PrometheusSamples> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "prometheus_samples";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<PrometheusSamples> type() {
    return PrometheusSamples.class;
  }

  @Override
  public void write(PrometheusSamples value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    out.writeLong(value.arrivalMillis());
    out.writeInt(value.samples());
    Wire.writeBytes(value.series(), out);
  }

  @Override
  public PrometheusSamples read(int version, DataInputView in) throws IOException {
    return new PrometheusSamples(
        Parts.origin(in), Wire.readString(in), in.readLong(), in.readInt(), Wire.readBytes(in));
  }
}
