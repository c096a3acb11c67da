package io.watchlake.app.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace, by start.
 *
 * @param traceId hex
 * @param durationMillis from the first start to the last end
 * @param cut whether there are more spans than are shown
 */
public record TraceDetail(
    String traceId,
    String timeline,
    Instant startedAt,
    double durationMillis,
    boolean cut,
    List<SpanDetail> spans) {

  /**
   * A span.
   *
   * @param parentSpanId null for a root span
   * @param startOffsetMillis after the start of the trace
   * @param attributes the span's own, of every type, by name
   */
  public record SpanDetail(
      String spanId,
      @Nullable String parentSpanId,
      String service,
      String operation,
      String kind,
      String status,
      @Nullable String statusMessage,
      double startOffsetMillis,
      double durationMillis,
      Map<String, Object> attributes) {}
}
