package io.watchlake.jobs.stage.type;

import io.watchlake.model.telemetry.Span;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a span. */
final class SpanFormat implements Format<Span> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "span";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Span> type() {
    return Span.class;
  }

  @Override
  public void write(Span value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    Parts.write(value.resource(), out);
    Parts.write(value.scope(), out);
    Wire.writeBytes(value.traceId(), out);
    Wire.writeBytes(value.spanId(), out);
    Wire.writeNullableBytes(value.parentSpanId(), out);
    Wire.writeString(value.traceState(), out);
    out.writeInt(value.flags());
    Wire.writeString(value.name(), out);
    out.writeByte(Codes.of(value.kind()));
    out.writeLong(value.startUnixNano());
    out.writeLong(value.endUnixNano());
    out.writeByte(Codes.of(value.status()));
    Wire.writeString(value.statusMessage(), out);
    Parts.write(value.attributes(), out);
    out.writeInt(value.droppedAttributes());
    Wire.writeNullableString(value.eventsJson(), out);
    out.writeInt(value.droppedEvents());
    Wire.writeNullableString(value.linksJson(), out);
    out.writeInt(value.droppedLinks());
  }

  @Override
  public Span read(int version, DataInputView in) throws IOException {
    return new Span(
        Parts.origin(in),
        Wire.readString(in),
        Parts.resource(in),
        Parts.scope(in),
        Wire.readBytes(in),
        Wire.readBytes(in),
        Wire.readNullableBytes(in),
        Wire.readString(in),
        in.readInt(),
        Wire.readString(in),
        Codes.spanKind(in.readUnsignedByte()),
        in.readLong(),
        in.readLong(),
        Codes.statusCode(in.readUnsignedByte()),
        Wire.readString(in),
        Parts.attributes(in),
        in.readInt(),
        Wire.readNullableString(in),
        in.readInt(),
        Wire.readNullableString(in),
        in.readInt());
  }
}
