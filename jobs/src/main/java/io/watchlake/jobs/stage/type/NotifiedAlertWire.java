package io.watchlake.jobs.stage.type;

import io.watchlake.model.alert.NotifiedAlert;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of an alert inside of others, and of texts by names. */
final class NotifiedAlertWire {

  private NotifiedAlertWire() {}

  static void write(NotifiedAlert alert, DataOutputView out) throws IOException {
    writeTexts(alert.labels(), out);
    writeTexts(alert.annotations(), out);
    out.writeLong(alert.startsAtUnixNano());
    out.writeLong(alert.endsAtUnixNano());
    Wire.writeString(alert.generatorUrl(), out);
  }

  static NotifiedAlert read(DataInputView in) throws IOException {
    return new NotifiedAlert(
        readTexts(in), readTexts(in), in.readLong(), in.readLong(), Wire.readString(in));
  }

  static void writeTexts(Map<String, String> texts, DataOutputView out) throws IOException {
    Wire.writeLength(texts.size(), out);
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      Wire.writeString(text.getKey(), out);
      Wire.writeString(text.getValue(), out);
    }
  }

  static Map<String, String> readTexts(DataInputView in) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      texts.put(Wire.readString(in), Wire.readString(in));
    }
    return texts;
  }
}
