package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.jobs.stage.alert.RoutedSignal;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a signal on its way to a rule and key. */
final class RoutedSignalFormat implements Format<RoutedSignal> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "routed_signal";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public Class<RoutedSignal> type() {
    return RoutedSignal.class;
  }

  @Override
  public void write(RoutedSignal value, DataOutputView out) throws IOException {
    Wire.writeString(value.machine(), out);
    out.writeLong(value.timeMillis());
    out.writeBoolean(value.signal() != null);
    if (value.signal() != null) {
      SignalWire.write(value.signal(), out);
    }
  }

  @Override
  public RoutedSignal read(int version, DataInputView in) throws IOException {
    try {
      String machine = Wire.readString(in);
      if (version > 1) {
        long timeMillis = in.readLong();
        return new RoutedSignal(machine, in.readBoolean() ? SignalWire.read(in) : null, timeMillis);
      }
      byte[] signal = Wire.readNullableBytes(in);
      return new RoutedSignal(
          machine, signal == null ? null : SignalCodec.decode(signal), in.readLong());
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a signal on its way are damaged: " + e.getMessage(), e);
    }
  }
}
