package io.watchlake.jobs.stage.type;

import io.watchlake.model.RawMessage;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a Kafka message on its way to be decoded. */
final class RawMessageFormat implements Format<RawMessage> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "raw_message";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<RawMessage> type() {
    return RawMessage.class;
  }

  @Override
  public void write(RawMessage value, DataOutputView out) throws IOException {
    Wire.writeString(value.topic(), out);
    out.writeInt(value.partition());
    out.writeLong(value.offset());
    out.writeLong(value.arrivalMillis());
    Wire.writeNullableBytes(value.value(), out);
  }

  @Override
  public RawMessage read(int version, DataInputView in) throws IOException {
    return new RawMessage(
        Wire.readString(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        Wire.readNullableBytes(in));
  }
}
