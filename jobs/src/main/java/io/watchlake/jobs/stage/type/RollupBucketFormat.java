package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.rollup.RollupBucket;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a bucket of rollups: state, changed where it lies. */
final class RollupBucketFormat implements Format<RollupBucket> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "rollup_bucket";
  }

  @Override
  public int version() {
    return RollupBucket.VERSION;
  }

  @Override
  public Class<RollupBucket> type() {
    return RollupBucket.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public RollupBucket copy(RollupBucket value) {
    return value.copy();
  }

  @Override
  public void write(RollupBucket value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  public RollupBucket read(int version, DataInputView in) throws IOException {
    try {
      return RollupBucket.read(version, in);
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a bucket of rollups are damaged", e);
    }
  }
}
