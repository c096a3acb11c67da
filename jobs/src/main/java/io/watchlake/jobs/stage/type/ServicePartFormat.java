package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.model.anomaly.ServiceSignals;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what a series' minute has to do with the signals of its service. */
final class ServicePartFormat implements Format<ServicePart> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "service_part";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<ServicePart> type() {
    return ServicePart.class;
  }

  @Override
  public void write(ServicePart value, DataOutputView out) throws IOException {
    Wire.writeString(value.timeline(), out);
    Wire.writeString(value.service(), out);
    Wire.writeString(value.signal(), out);
    out.writeLong(value.series());
    out.writeLong(value.windowUnixNano());
    out.writeInt(value.revision());
    Wire.writeNullableDouble(value.value().increase(), out);
    out.writeLong(Double.doubleToRawLongBits(value.value().sum()));
    out.writeLong(Double.doubleToRawLongBits(value.value().count()));
  }

  @Override
  public ServicePart read(int version, DataInputView in) throws IOException {
    return new ServicePart(
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        new ServiceSignals.Part(
            Wire.readNullableDouble(in),
            Double.longBitsToDouble(in.readLong()),
            Double.longBitsToDouble(in.readLong())));
  }
}
