package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.compute.signal.SubscriptionMessage;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a message of the topic of subscriptions. */
final class SubscriptionMessageFormat implements Format<SubscriptionMessage> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "subscription_message";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<SubscriptionMessage> type() {
    return SubscriptionMessage.class;
  }

  @Override
  public void write(SubscriptionMessage value, DataOutputView out) throws IOException {
    Wire.writeNullableBytes(value.key(), out);
    Wire.writeNullableBytes(value.value(), out);
  }

  @Override
  public SubscriptionMessage read(int version, DataInputView in) throws IOException {
    return new SubscriptionMessage(Wire.readNullableBytes(in), Wire.readNullableBytes(in));
  }
}
