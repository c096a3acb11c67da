package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.rollup.RollupMessage;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a message of rollups. */
final class RollupMessageFormat implements Format<RollupMessage> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "rollup_message";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<RollupMessage> type() {
    return RollupMessage.class;
  }

  @Override
  public void write(RollupMessage value, DataOutputView out) throws IOException {
    out.writeInt(value.bucket());
    Wire.writeBytes(value.bytes(), out);
  }

  @Override
  public RollupMessage read(int version, DataInputView in) throws IOException {
    return new RollupMessage(in.readInt(), Wire.readBytes(in));
  }
}
