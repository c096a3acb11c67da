package io.watchlake.jobs.stage.type;

import io.watchlake.model.alert.NotifiedAlert;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of an alert inside of others. */
final class NotifiedAlertWire {

  private NotifiedAlertWire() {}

  static void write(NotifiedAlert alert, DataOutputView out) throws IOException {
    Wire.writeTexts(alert.labels(), out);
    Wire.writeTexts(alert.annotations(), out);
    out.writeLong(alert.startsAtUnixNano());
    out.writeLong(alert.endsAtUnixNano());
    Wire.writeString(alert.generatorUrl(), out);
  }

  static NotifiedAlert read(DataInputView in) throws IOException {
    return new NotifiedAlert(
        Wire.readTexts(in), Wire.readTexts(in), in.readLong(), in.readLong(), Wire.readString(in));
  }
}
