package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.signal.codec.AnomalyCodec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of an anomaly that arrived. */
final class ArrivedAnomalyFormat implements Format<ArrivedAnomaly> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "arrived_anomaly";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<ArrivedAnomaly> type() {
    return ArrivedAnomaly.class;
  }

  @Override
  public void write(ArrivedAnomaly value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    out.writeLong(value.arrivalMillis());
    Wire.writeBytes(AnomalyCodec.encode(value.anomaly()), out);
  }

  @Override
  public ArrivedAnomaly read(int version, DataInputView in) throws IOException {
    try {
      return new ArrivedAnomaly(
          Parts.origin(in), in.readLong(), AnomalyCodec.decode(Wire.readBytes(in)));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of an anomaly are damaged: " + e.getMessage(), e);
    }
  }
}
