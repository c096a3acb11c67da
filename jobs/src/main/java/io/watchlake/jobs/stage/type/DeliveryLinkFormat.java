package io.watchlake.jobs.stage.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of one end of a link. They tell the version of the event's own format, so that version
 * 2 is read as version 1 is; it stands for events of version 2.
 */
final class DeliveryLinkFormat implements Format<DeliveryLink> {

  private static final long serialVersionUID = 1L;

  private static final DeliveryEventFormat EVENT = new DeliveryEventFormat();

  @Override
  public String name() {
    return "delivery_link";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public Class<DeliveryLink> type() {
    return DeliveryLink.class;
  }

  @Override
  public void write(DeliveryLink value, DataOutputView out) throws IOException {
    Wire.writeString(value.reference(), out);
    Wire.writeString(value.service(), out);
    out.writeBoolean(value.event() != null);
    if (value.event() != null) {
      out.writeByte(EVENT.version());
      EVENT.write(value.event(), out);
    }
  }

  @Override
  public DeliveryLink read(int version, DataInputView in) throws IOException {
    String reference = Wire.readString(in);
    String service = Wire.readString(in);
    return new DeliveryLink(
        reference, service, in.readBoolean() ? EVENT.read(in.readUnsignedByte(), in) : null);
  }
}
