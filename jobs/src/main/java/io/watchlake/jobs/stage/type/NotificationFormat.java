package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.alert.codec.NotificationCodec;
import io.watchlake.model.alert.Notification;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a notification: those of its message. */
final class NotificationFormat implements Format<Notification> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "notification";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Notification> type() {
    return Notification.class;
  }

  @Override
  public void write(Notification value, DataOutputView out) throws IOException {
    Wire.writeBytes(NotificationCodec.encode(value), out);
  }

  @Override
  public Notification read(int version, DataInputView in) throws IOException {
    try {
      return NotificationCodec.decode(Wire.readBytes(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a notification are damaged: " + e.getMessage(), e);
    }
  }
}
