package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.model.signal.Signal;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a signal; of the first version those of its message. */
final class SignalFormat implements Format<Signal> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "signal";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public Class<Signal> type() {
    return Signal.class;
  }

  @Override
  public void write(Signal value, DataOutputView out) throws IOException {
    SignalWire.write(value, out);
  }

  @Override
  public Signal read(int version, DataInputView in) throws IOException {
    try {
      return version == 1 ? SignalCodec.decode(Wire.readBytes(in)) : SignalWire.read(in);
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a signal are damaged: " + e.getMessage(), e);
    }
  }
}
