package io.watchlake.jobs.stage.type;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what Prometheus was told of a target. */
final class SentTargetFormat implements Format<SentTarget> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "sent_target";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<SentTarget> type() {
    return SentTarget.class;
  }

  @Override
  public void write(SentTarget value, DataOutputView out) throws IOException {
    write(value.labels(), out);
    out.writeLong(value.endUnixNano());
    Wire.writeLength(value.replaced().size(), out);
    for (Map<String, String> labels : value.replaced()) {
      write(labels, out);
    }
  }

  @Override
  public SentTarget read(int version, DataInputView in) throws IOException {
    Map<String, String> labels = readLabels(in);
    long end = in.readLong();
    List<Map<String, String>> replaced = new ArrayList<>();
    for (int count = Wire.readLength(in); count > 0; count--) {
      replaced.add(readLabels(in));
    }
    return new SentTarget(labels, end, replaced);
  }

  static void write(Map<String, String> labels, DataOutputView out) throws IOException {
    Wire.writeLength(labels.size(), out);
    for (Map.Entry<String, String> label : labels.entrySet()) {
      Wire.writeString(label.getKey(), out);
      Wire.writeString(label.getValue(), out);
    }
  }

  static Map<String, String> readLabels(DataInputView in) throws IOException {
    Map<String, String> labels = new TreeMap<>();
    for (int count = Wire.readLength(in); count > 0; count--) {
      labels.put(Wire.readString(in), Wire.readString(in));
    }
    return labels;
  }
}
