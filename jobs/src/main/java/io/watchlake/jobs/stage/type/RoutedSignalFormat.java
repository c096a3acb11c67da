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
    return 1;
  }

  @Override
  public Class<RoutedSignal> type() {
    return RoutedSignal.class;
  }

  @Override
  public void write(RoutedSignal value, DataOutputView out) throws IOException {
    Wire.writeString(value.machine(), out);
    Wire.writeNullableBytes(
        value.signal() == null ? null : SignalCodec.encode(value.signal()), out);
    out.writeLong(value.timeMillis());
  }

  @Override
  public RoutedSignal read(int version, DataInputView in) throws IOException {
    try {
      String machine = Wire.readString(in);
      byte[] signal = Wire.readNullableBytes(in);
      return new RoutedSignal(
          machine, signal == null ? null : SignalCodec.decode(signal), in.readLong());
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a signal on its way are damaged: " + e.getMessage(), e);
    }
  }
}
