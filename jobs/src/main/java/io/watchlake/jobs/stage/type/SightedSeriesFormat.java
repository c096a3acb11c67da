package io.watchlake.jobs.stage.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of the series that were sighted: state, changed where it lies. */
final class SightedSeriesFormat implements Format<SightedSeries> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "sighted_series";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<SightedSeries> type() {
    return SightedSeries.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public SightedSeries copy(SightedSeries value) {
    return value.copy();
  }

  @Override
  public void write(SightedSeries value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  public SightedSeries read(int version, DataInputView in) throws IOException {
    return SightedSeries.read(in);
  }
}
