package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.rollup.PartialBatch;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of partial rollups, which cross the shuffle. */
final class PartialBatchFormat implements Format<PartialBatch> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "partial_batch";
  }

  @Override
  public int version() {
    return PartialBatch.VERSION;
  }

  @Override
  public Class<PartialBatch> type() {
    return PartialBatch.class;
  }

  @Override
  public void write(PartialBatch value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  public PartialBatch read(int version, DataInputView in) throws IOException {
    try {
      return PartialBatch.read(version, in);
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of partial rollups are damaged", e);
    }
  }
}
