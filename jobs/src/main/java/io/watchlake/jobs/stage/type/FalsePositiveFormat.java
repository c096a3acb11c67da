package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.signal.codec.FeedbackCodec;
import io.watchlake.model.anomaly.FalsePositive;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what was said of an anomaly: those of its message. */
final class FalsePositiveFormat implements Format<FalsePositive> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "false_positive";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<FalsePositive> type() {
    return FalsePositive.class;
  }

  @Override
  public void write(FalsePositive value, DataOutputView out) throws IOException {
    Wire.writeBytes(FeedbackCodec.encode(value), out);
  }

  @Override
  public FalsePositive read(int version, DataInputView in) throws IOException {
    try {
      return FeedbackCodec.decode(Wire.readBytes(in))
          .orElseThrow(() -> new IOException("the bytes are no false positive"));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a false positive are damaged: " + e.getMessage(), e);
    }
  }
}
