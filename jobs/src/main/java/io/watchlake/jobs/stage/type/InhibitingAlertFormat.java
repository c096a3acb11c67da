package io.watchlake.jobs.stage.type;

import io.watchlake.alerting.group.Sources.Source;
import io.watchlake.alerting.group.Sources.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of an alert that may inhibit others: state. */
final class InhibitingAlertFormat implements Format<Source> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "inhibiting_alert";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Source> type() {
    return Source.class;
  }

  @Override
  public void write(Source value, DataOutputView out) throws IOException {
    Wire.writeTexts(value.labels(), out);
    Wire.writeLength(value.firing().size(), out);
    for (Span span : value.firing()) {
      out.writeLong(span.beginMillis());
      out.writeLong(span.endMillis());
    }
  }

  @Override
  public Source read(int version, DataInputView in) throws IOException {
    Map<String, String> labels = Wire.readTexts(in);
    List<Span> firing = new ArrayList<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      firing.add(new Span(in.readLong(), in.readLong()));
    }
    return new Source(labels, firing);
  }
}
