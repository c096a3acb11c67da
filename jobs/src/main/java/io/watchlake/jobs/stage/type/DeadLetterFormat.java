package io.watchlake.jobs.stage.type;

import io.watchlake.model.DeadLetter;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a dead letter. */
final class DeadLetterFormat implements Format<DeadLetter> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "dead_letter";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<DeadLetter> type() {
    return DeadLetter.class;
  }

  @Override
  public void write(DeadLetter value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    out.writeLong(value.arrivalMillis());
    Wire.writeString(value.reason().code(), out);
    Wire.writeString(value.detail(), out);
    out.writeInt(value.length());
    Wire.writeString(value.sha256(), out);
    Wire.writeBytes(value.bytes(), out);
  }

  @Override
  public DeadLetter read(int version, DataInputView in) throws IOException {
    return new DeadLetter(
        Parts.origin(in),
        Wire.readString(in),
        in.readLong(),
        DeadLetter.Reason.ofCode(Wire.readString(in)),
        Wire.readString(in),
        in.readInt(),
        Wire.readString(in),
        Wire.readBytes(in));
  }
}
