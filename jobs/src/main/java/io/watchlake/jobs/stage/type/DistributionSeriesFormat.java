package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.rollup.distribution.DistributionSeries;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a series' windows of distributions: state, changed where it lies. */
final class DistributionSeriesFormat implements Format<DistributionSeries> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "distribution_series";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<DistributionSeries> type() {
    return DistributionSeries.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public DistributionSeries copy(DistributionSeries value) {
    return value.copy();
  }

  @Override
  public void write(DistributionSeries value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  public DistributionSeries read(int version, DataInputView in) throws IOException {
    try {
      return DistributionSeries.read(in);
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a series' windows are damaged", e);
    }
  }
}
