package io.watchlake.jobs.stage.compute.record;

import io.watchlake.model.audit.AuditEvent;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalLabels;
import java.util.Map;
import java.util.TreeMap;

/**
 * An audit event: its name is the action, and its labels are its attributes. Whoever tells of it
 * twice makes one signal, by the event's own id.
 */
public final class AuditView implements RecordView {

  private final AuditEvent event;

  /** The view of an audit event. */
  public AuditView(AuditEvent event) {
    this.event = event;
  }

  @Override
  public long timeUnixNano() {
    return event.timeUnixNano();
  }

  @Override
  public String service() {
    return event.service();
  }

  @Override
  public String name() {
    return event.action();
  }

  @Override
  public String label(String label) {
    String value = event.attributes().get(label);
    if (value == null) {
      return label.equals(SignalLabels.SERVICE) ? event.service() : "";
    }
    return RecordView.cut(value);
  }

  @Override
  public double value() {
    return Double.NaN;
  }

  @Override
  public Signal signal() {
    Map<String, String> labels = new TreeMap<>();
    event.attributes().forEach((name, value) -> RecordView.put(labels, name, value));
    String id = event.source() + '/' + event.id();
    return new Signal(
        SignalKind.AUDIT.code() + '/' + event.timeline() + '/' + id,
        SignalKind.AUDIT,
        event.timeline(),
        timeUnixNano(),
        name(),
        "",
        service(),
        id,
        value(),
        labels,
        Map.of("origin", event.origin().id()));
  }
}
