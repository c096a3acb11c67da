package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.model.alert.NotifiedAlert;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what may keep groups quiet. */
final class QuietMessageFormat implements Format<QuietMessage> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "quiet_message";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<QuietMessage> type() {
    return QuietMessage.class;
  }

  @Override
  public void write(QuietMessage value, DataOutputView out) throws IOException {
    Wire.writeNullableBytes(value.key(), out);
    Wire.writeNullableBytes(value.value(), out);
    NotifiedAlert source = value.source();
    out.writeBoolean(source != null);
    if (source != null) {
      NotifiedAlertWire.write(source, out);
    }
    out.writeLong(value.timeMillis());
  }

  @Override
  public QuietMessage read(int version, DataInputView in) throws IOException {
    return new QuietMessage(
        Wire.readNullableBytes(in),
        Wire.readNullableBytes(in),
        in.readBoolean() ? NotifiedAlertWire.read(in) : null,
        in.readLong());
  }
}
