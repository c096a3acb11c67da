package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.cardinality.MetricSketch;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what is known of a metric's series. */
final class MetricSketchFormat implements Format<MetricSketch> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "metric_sketch";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<MetricSketch> type() {
    return MetricSketch.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public MetricSketch copy(MetricSketch value) {
    return value.copy();
  }

  @Override
  public void write(MetricSketch value, DataOutputView out) throws IOException {
    write(value.seriesBytes(), value.labelBytes(), out);
  }

  @Override
  public MetricSketch read(int version, DataInputView in) throws IOException {
    MetricSketch sketch = new MetricSketch();
    try {
      sketch.add(Wire.readBytes(in), readLabels(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a sketch of series are damaged", e);
    }
    return sketch;
  }

  static void write(byte[] series, Map<String, byte[]> labels, DataOutputView out)
      throws IOException {
    Wire.writeBytes(series, out);
    Wire.writeLength(labels.size(), out);
    for (Map.Entry<String, byte[]> label : labels.entrySet()) {
      Wire.writeString(label.getKey(), out);
      Wire.writeBytes(label.getValue(), out);
    }
  }

  static Map<String, byte[]> readLabels(DataInputView in) throws IOException {
    Map<String, byte[]> labels = new TreeMap<>();
    for (int count = Wire.readLength(in); count > 0; count--) {
      labels.put(Wire.readString(in), Wire.readBytes(in));
    }
    return labels;
  }
}
