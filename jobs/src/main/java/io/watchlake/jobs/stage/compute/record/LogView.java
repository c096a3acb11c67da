package io.watchlake.jobs.stage.compute.record;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.LogRecord;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A log record: its name is that of the event, its value the number of its severity, and beside the
 * attributes it has the labels {@link #SEVERITY} and {@link #BODY}.
 */
public final class LogView implements RecordView {

  /** The label of what kind of severity it is: {@code TRACE} to {@code FATAL}. */
  public static final String SEVERITY = "severity";

  /** The label of the text, or of the JSON of what is no text. */
  public static final String BODY = "body";

  private final LogRecord log;
  private final RecordLabels labels;

  /** The view of a log record. */
  public LogView(LogRecord log) {
    this.log = log;
    this.labels = new RecordLabels(log.attributes(), log.resource());
  }

  @Override
  public long timeUnixNano() {
    return log.eventUnixNano();
  }

  @Override
  public String service() {
    return labels.service();
  }

  @Override
  public String name() {
    return log.eventName();
  }

  @Override
  public String label(String label) {
    return switch (label) {
      case SEVERITY -> log.severity();
      case BODY -> log.body() == null ? "" : RecordView.cut(log.body());
      default -> labels.get(label);
    };
  }

  @Override
  public double value() {
    return log.severityNumber() == 0 ? Double.NaN : log.severityNumber();
  }

  @Override
  public Signal signal() {
    Map<String, String> all = new TreeMap<>();
    labels.putAll(all);
    RecordView.put(all, SEVERITY, log.severity());
    RecordView.put(all, BODY, label(BODY));
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("origin", log.origin().id());
    if (log.traceId() != null) {
      evidence.put("trace_id", HexFormat.of().formatHex(log.traceId()));
    }
    if (log.spanId() != null) {
      evidence.put("span_id", HexFormat.of().formatHex(log.spanId()));
    }
    return new Signal(
        SignalKind.LOG.code() + '/' + log.origin().id(),
        SignalKind.LOG,
        log.timeline(),
        timeUnixNano(),
        name(),
        "",
        service(),
        log.origin().id(),
        value(),
        all,
        evidence);
  }
}
