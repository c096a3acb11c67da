package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.alert.codec.NotificationCodec;
import io.watchlake.model.alert.Decision;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what was decided about a notification. */
final class DecisionFormat implements Format<Decision> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "decision";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Decision> type() {
    return Decision.class;
  }

  @Override
  public void write(Decision value, DataOutputView out) throws IOException {
    Wire.writeBytes(NotificationCodec.encode(value.notification()), out);
    Wire.writeString(value.cause(), out);
  }

  @Override
  public Decision read(int version, DataInputView in) throws IOException {
    try {
      return new Decision(NotificationCodec.decode(Wire.readBytes(in)), Wire.readString(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a decision are damaged: " + e.getMessage(), e);
    }
  }
}
