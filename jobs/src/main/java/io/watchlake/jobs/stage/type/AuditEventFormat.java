package io.watchlake.jobs.stage.type;

import io.watchlake.model.audit.AuditEvent;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of an audit event. */
final class AuditEventFormat implements Format<AuditEvent> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "audit_event";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<AuditEvent> type() {
    return AuditEvent.class;
  }

  @Override
  public void write(AuditEvent value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    Wire.writeString(value.source(), out);
    Wire.writeString(value.id(), out);
    out.writeLong(value.timeUnixNano());
    Wire.writeString(value.action(), out);
    Wire.writeString(value.service(), out);
    Wire.writeTexts(value.attributes(), out);
  }

  @Override
  public AuditEvent read(int version, DataInputView in) throws IOException {
    return new AuditEvent(
        Parts.origin(in),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        in.readLong(),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readTexts(in));
  }
}
