package io.watchlake.jobs.stage.type;

import io.watchlake.model.telemetry.LateRollup;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of late points' rollup, as version 1 of {@link RollupFormat}. */
final class LateRollupFormat implements Format<LateRollup> {

  private static final long serialVersionUID = 1L;

  private static final RollupFormat ROLLUP = new RollupFormat();

  @Override
  public String name() {
    return "late_rollup";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<LateRollup> type() {
    return LateRollup.class;
  }

  @Override
  public void write(LateRollup value, DataOutputView out) throws IOException {
    Wire.writeString(value.topic(), out);
    out.writeInt(value.partition());
    out.writeLong(value.offsetFirst());
    out.writeLong(value.offsetLast());
    out.writeInt(value.points());
    ROLLUP.write(value.rollup(), out);
  }

  @Override
  public LateRollup read(int version, DataInputView in) throws IOException {
    return new LateRollup(
        Wire.readString(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        ROLLUP.read(1, in));
  }
}
