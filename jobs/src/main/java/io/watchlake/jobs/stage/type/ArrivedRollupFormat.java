package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a rollup that arrived; the rollup itself as a message of it alone. */
final class ArrivedRollupFormat implements Format<ArrivedRollup> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "arrived_rollup";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<ArrivedRollup> type() {
    return ArrivedRollup.class;
  }

  @Override
  public void write(ArrivedRollup value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    out.writeLong(value.arrivalMillis());
    out.writeLong(value.identity());
    Wire.writeBytes(RollupCodec.encode(List.of(value.rollup())), out);
  }

  @Override
  public ArrivedRollup read(int version, DataInputView in) throws IOException {
    return new ArrivedRollup(
        Parts.origin(in),
        in.readLong(),
        in.readLong(),
        RollupCodec.decode(Wire.readBytes(in)).get(0));
  }
}
