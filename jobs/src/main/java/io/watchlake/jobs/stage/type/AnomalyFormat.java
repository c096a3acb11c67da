package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.signal.codec.AnomalyCodec;
import io.watchlake.model.anomaly.Anomaly;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of an anomaly: those of its message. */
final class AnomalyFormat implements Format<Anomaly> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "anomaly";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Anomaly> type() {
    return Anomaly.class;
  }

  @Override
  public void write(Anomaly value, DataOutputView out) throws IOException {
    Wire.writeBytes(AnomalyCodec.encode(value), out);
  }

  @Override
  public Anomaly read(int version, DataInputView in) throws IOException {
    try {
      return AnomalyCodec.decode(Wire.readBytes(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of an anomaly are damaged: " + e.getMessage(), e);
    }
  }
}
