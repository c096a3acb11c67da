package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a sketch of a metric's series. */
final class SeriesSketchFormat implements Format<SeriesSketch> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "series_sketch";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<SeriesSketch> type() {
    return SeriesSketch.class;
  }

  @Override
  public void write(SeriesSketch value, DataOutputView out) throws IOException {
    Wire.writeString(value.timeline(), out);
    Wire.writeString(value.metric(), out);
    out.writeLong(value.hour());
    MetricSketchFormat.write(value.series(), value.labels(), out);
  }

  @Override
  public SeriesSketch read(int version, DataInputView in) throws IOException {
    return new SeriesSketch(
        Wire.readString(in),
        Wire.readString(in),
        in.readLong(),
        Wire.readBytes(in),
        MetricSketchFormat.readLabels(in));
  }
}
