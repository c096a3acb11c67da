package io.watchlake.jobs.stage.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what a resource is. */
final class ArrivedTargetFormat implements Format<ArrivedTarget> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "arrived_target";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<ArrivedTarget> type() {
    return ArrivedTarget.class;
  }

  @Override
  public void write(ArrivedTarget value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    out.writeLong(value.arrivalMillis());
    out.writeLong(value.endUnixNano());
    SentTargetFormat.write(value.labels(), out);
  }

  @Override
  public ArrivedTarget read(int version, DataInputView in) throws IOException {
    return new ArrivedTarget(
        Parts.origin(in),
        Wire.readString(in),
        in.readLong(),
        in.readLong(),
        SentTargetFormat.readLabels(in));
  }
}
