package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.anomaly.WatchedSeries;
import io.watchlake.ml.SeriesDetector;
import io.watchlake.ml.state.StateFormatException;
import io.watchlake.model.telemetry.Resolution;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of what is kept of a watched series: state, changed where it lies. The detector's own
 * bytes begin with a format of their own.
 */
final class WatchedSeriesFormat implements Format<WatchedSeries> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "watched_series";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<WatchedSeries> type() {
    return WatchedSeries.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public WatchedSeries copy(WatchedSeries value) {
    return value.copy();
  }

  @Override
  public void write(WatchedSeries value, DataOutputView out) throws IOException {
    Wire.writeString(value.resolution().code(), out);
    out.writeLong(value.lastUnixNano());
    Wire.writeBytes(value.detector().toBytes(), out);
  }

  @Override
  public WatchedSeries read(int version, DataInputView in) throws IOException {
    try {
      return WatchedSeries.of(
          Resolution.ofCode(Wire.readString(in)),
          in.readLong(),
          SeriesDetector.fromBytes(Wire.readBytes(in)));
    } catch (IllegalArgumentException | StateFormatException e) {
      throw new IOException("the bytes of a watched series are damaged: " + e.getMessage(), e);
    }
  }
}
