package io.watchlake.jobs.stage.compute.record;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.Span;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span, at its end: its name is that of the operation, its value the duration in seconds, and
 * beside the attributes it has the labels {@link #KIND} and {@link #STATUS}. One without a valid
 * end has no value, and is of its start.
 */
public final class SpanView implements RecordView {

  /** The label of the span's kind, such as {@code server}. */
  public static final String KIND = "kind";

  /** The label of its status: {@code unset}, {@code ok} or {@code error}. */
  public static final String STATUS = "status";

  private static final double NANOS_PER_SECOND = 1e9;

  private final Span span;
  private final RecordLabels labels;

  /** The view of a span. */
  public SpanView(Span span) {
    this.span = span;
    this.labels = new RecordLabels(span.attributes(), span.resource());
  }

  private boolean ended() {
    return span.endUnixNano() >= span.startUnixNano();
  }

  @Override
  public long timeUnixNano() {
    return ended() ? span.endUnixNano() : span.startUnixNano();
  }

  @Override
  public String service() {
    return labels.service();
  }

  @Override
  public String name() {
    return span.name();
  }

  @Override
  public String label(String label) {
    return switch (label) {
      case KIND -> span.kind().code();
      case STATUS -> span.status().code();
      default -> labels.get(label);
    };
  }

  @Override
  public double value() {
    return ended()
        ? (double) (span.endUnixNano() - span.startUnixNano()) / NANOS_PER_SECOND
        : Double.NaN;
  }

  @Override
  public Signal signal() {
    Map<String, String> all = new TreeMap<>();
    labels.putAll(all);
    all.put(KIND, span.kind().code());
    all.put(STATUS, span.status().code());
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("origin", span.origin().id());
    evidence.put("trace_id", HexFormat.of().formatHex(span.traceId()));
    evidence.put("span_id", HexFormat.of().formatHex(span.spanId()));
    return new Signal(
        SignalKind.SPAN.code() + '/' + span.origin().id(),
        SignalKind.SPAN,
        span.timeline(),
        timeUnixNano(),
        name(),
        "s",
        service(),
        span.origin().id(),
        value(),
        all,
        evidence);
  }
}
