package io.watchlake.jobs.stage.compute.record;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.LogRecord;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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

  /** Names of severity numbers, four numbers each, from 1. */
  private static final List<String> SEVERITIES =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

  private static final int NUMBERS_OF_EACH = 4;

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
      case SEVERITY -> severity();
      case BODY -> log.body() == null ? "" : RecordView.cut(log.body());
      default -> labels.get(label);
    };
  }

  @Override
  public double value() {
    return log.severityNumber() == 0 ? Double.NaN : log.severityNumber();
  }

  /** By the number; senders that give none have texts of their own. */
  private String severity() {
    if (log.severityNumber() > 0) {
      return SEVERITIES.get((log.severityNumber() - 1) / NUMBERS_OF_EACH);
    }
    String text = log.severityText().toUpperCase(Locale.ROOT);
    return switch (text) {
      case "NOTICE", "INFORMATION" -> "INFO";
      case "WARNING" -> "WARN";
      case "ERR" -> "ERROR";
      case "CRITICAL", "ALERT", "EMERGENCY", "PANIC" -> "FATAL";
      default -> text;
    };
  }

  @Override
  public Signal signal() {
    Map<String, String> all = new TreeMap<>();
    labels.putAll(all);
    RecordView.put(all, SEVERITY, severity());
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
