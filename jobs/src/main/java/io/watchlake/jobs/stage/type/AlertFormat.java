package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.model.alert.Alert;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of an alert: those of its message. */
final class AlertFormat implements Format<Alert> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "alert";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Alert> type() {
    return Alert.class;
  }

  @Override
  public void write(Alert value, DataOutputView out) throws IOException {
    Wire.writeBytes(AlertCodec.encode(value), out);
  }

  @Override
  public Alert read(int version, DataInputView in) throws IOException {
    try {
      return AlertCodec.decode(Wire.readBytes(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of an alert are damaged: " + e.getMessage(), e);
    }
  }
}
