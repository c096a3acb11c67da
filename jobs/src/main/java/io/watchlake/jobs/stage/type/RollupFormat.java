package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.model.telemetry.Rollup;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a rollup: a message of the topic with it alone. */
final class RollupFormat implements Format<Rollup> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "rollup";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Rollup> type() {
    return Rollup.class;
  }

  @Override
  public void write(Rollup value, DataOutputView out) throws IOException {
    Wire.writeBytes(RollupCodec.encode(List.of(value)), out);
  }

  @Override
  public Rollup read(int version, DataInputView in) throws IOException {
    byte[] bytes = Wire.readBytes(in);
    try {
      return RollupCodec.decode(bytes).get(0);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("the bytes of a rollup are damaged", e);
    }
  }
}
