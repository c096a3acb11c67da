package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.signal.codec.ModelCodec;
import io.watchlake.model.anomaly.ModelChange;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of which model judges a service: those of its message. */
final class ModelChangeFormat implements Format<ModelChange> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "model_change";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<ModelChange> type() {
    return ModelChange.class;
  }

  @Override
  public void write(ModelChange value, DataOutputView out) throws IOException {
    Wire.writeBytes(ModelCodec.encode(value), out);
  }

  @Override
  public ModelChange read(int version, DataInputView in) throws IOException {
    try {
      return ModelCodec.decode(Wire.readBytes(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a model are damaged: " + e.getMessage(), e);
    }
  }
}
