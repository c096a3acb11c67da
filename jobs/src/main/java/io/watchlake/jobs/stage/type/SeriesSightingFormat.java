package io.watchlake.jobs.stage.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a sighting of a series; its series as version 1 of {@link SeriesFormat}. */
final class SeriesSightingFormat implements Format<SeriesSighting> {

  private static final long serialVersionUID = 1L;

  private static final SeriesFormat SERIES = new SeriesFormat();

  @Override
  public String name() {
    return "series_sighting";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<SeriesSighting> type() {
    return SeriesSighting.class;
  }

  @Override
  public void write(SeriesSighting value, DataOutputView out) throws IOException {
    Wire.writeString(value.timeline(), out);
    out.writeLong(value.timeUnixNano());
    SERIES.write(value.series(), out);
  }

  @Override
  public SeriesSighting read(int version, DataInputView in) throws IOException {
    return new SeriesSighting(Wire.readString(in), in.readLong(), SERIES.read(1, in));
  }
}
