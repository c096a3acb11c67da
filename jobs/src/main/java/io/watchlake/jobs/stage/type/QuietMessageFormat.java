package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.jobs.stage.notify.QuietMessage.Kind;
import io.watchlake.model.alert.NotifiedAlert;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The bytes of what may keep groups quiet. */
final class QuietMessageFormat implements Format<QuietMessage> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "quiet_message";
  }

  @Override
  public int version() {
    return 2;
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
    out.writeByte(value.kind().code());
  }

  @Override
  public QuietMessage read(int version, DataInputView in) throws IOException {
    byte @Nullable [] key = Wire.readNullableBytes(in);
    byte @Nullable [] value = Wire.readNullableBytes(in);
    NotifiedAlert source = in.readBoolean() ? NotifiedAlertWire.read(in) : null;
    long timeMillis = in.readLong();
    return new QuietMessage(kind(version, source, in), key, value, source, timeMillis);
  }

  /** Version 1 knew no acknowledgements. */
  private static Kind kind(int version, @Nullable NotifiedAlert source, DataInputView in)
      throws IOException {
    if (version == 1) {
      return source == null ? Kind.SILENCE : Kind.SOURCE;
    }
    try {
      return Kind.ofCode(in.readByte());
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a message are damaged: " + e.getMessage(), e);
    }
  }
}
