package io.watchlake.jobs.stage.type;

import io.watchlake.model.telemetry.LogRecord;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a log record. */
final class LogRecordFormat implements Format<LogRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "log_record";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<LogRecord> type() {
    return LogRecord.class;
  }

  @Override
  public void write(LogRecord value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    Parts.write(value.resource(), out);
    Parts.write(value.scope(), out);
    out.writeLong(value.eventUnixNano());
    out.writeLong(value.timeUnixNano());
    out.writeLong(value.observedUnixNano());
    out.writeInt(value.severityNumber());
    Wire.writeString(value.severityText(), out);
    Wire.writeNullableString(value.body(), out);
    out.writeBoolean(value.bodyIsJson());
    Wire.writeString(value.eventName(), out);
    Wire.writeNullableBytes(value.traceId(), out);
    Wire.writeNullableBytes(value.spanId(), out);
    out.writeInt(value.flags());
    Parts.write(value.attributes(), out);
    out.writeInt(value.droppedAttributes());
  }

  @Override
  public LogRecord read(int version, DataInputView in) throws IOException {
    return new LogRecord(
        Parts.origin(in),
        Wire.readString(in),
        Parts.resource(in),
        Parts.scope(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        Wire.readString(in),
        Wire.readNullableString(in),
        in.readBoolean(),
        Wire.readString(in),
        Wire.readNullableBytes(in),
        Wire.readNullableBytes(in),
        in.readInt(),
        Parts.attributes(in),
        in.readInt());
  }
}
