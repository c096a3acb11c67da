package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.signal.codec.SubscriptionCodec;
import io.watchlake.jobs.stage.alert.AskedSignals;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what is asked for, or no more. */
final class AskedSignalsFormat implements Format<AskedSignals> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "asked_signals";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<AskedSignals> type() {
    return AskedSignals.class;
  }

  @Override
  public void write(AskedSignals value, DataOutputView out) throws IOException {
    Wire.writeString(value.id(), out);
    Wire.writeNullableBytes(
        value.subscription() == null ? null : SubscriptionCodec.encode(value.subscription()), out);
  }

  @Override
  public AskedSignals read(int version, DataInputView in) throws IOException {
    try {
      String id = Wire.readString(in);
      byte[] subscription = Wire.readNullableBytes(in);
      return new AskedSignals(
          id, subscription == null ? null : SubscriptionCodec.decode(subscription));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of what is asked for are damaged: " + e.getMessage(), e);
    }
  }
}
