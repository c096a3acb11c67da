package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.alert.RuleMessage;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a message of the topic of rules. */
final class RuleMessageFormat implements Format<RuleMessage> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "rule_message";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<RuleMessage> type() {
    return RuleMessage.class;
  }

  @Override
  public void write(RuleMessage value, DataOutputView out) throws IOException {
    Wire.writeNullableBytes(value.key(), out);
    Wire.writeNullableBytes(value.value(), out);
  }

  @Override
  public RuleMessage read(int version, DataInputView in) throws IOException {
    return new RuleMessage(Wire.readNullableBytes(in), Wire.readNullableBytes(in));
  }
}
