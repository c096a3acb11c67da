package io.watchlake.app.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a view.
 *
 * @param at when it was gathered
 * @param from start of the window
 * @param to end of the window; on a timeline other than live the newest row is its end
 * @param seconds length of the window
 * @param input rows over time, in equal steps from {@code from}
 * @param services the busiest first
 * @param errors the newest first
 * @param traces the newest first
 */
public record Overview(
    String timeline,
    int minutes,
    Instant at,
    Instant from,
    Instant to,
    long seconds,
    List<InputStep> input,
    List<Service> services,
    List<Failure> errors,
    List<Trace> traces) {

  /** Rows whose event time lies in one step; {@code at} is its start. */
  public record InputStep(Instant at, long spans, long logs, long metricPoints) {}

  /**
   * A service that sent something.
   *
   * @param rows spans and log records
   * @param requests spans that are requests: of kind server or consumer, or without a parent
   * @param errorShare share of the requests that failed, of all spans where there are no requests;
   *     null without spans
   * @param p95Millis 95th percentile of the requests' durations, of all spans where there are no
   *     requests; null without spans
   */
  public record Service(
      String service,
      long rows,
      long spans,
      long logs,
      long requests,
      @Nullable Double errorShare,
      @Nullable Double p95Millis) {}

  /**
   * An error log record or a failed span.
   *
   * @param origin the record it comes from, unique
   * @param kind {@code log} or {@code span}
   * @param severity the log record's severity text; null for spans
   * @param operation the span's name; null for log records
   * @param message cut to a length that people read; empty where there is none
   * @param traceId hex; null where there is none
   */
  public record Failure(
      String origin,
      String kind,
      Instant at,
      String service,
      @Nullable String severity,
      @Nullable String operation,
      String message,
      @Nullable String traceId) {}

  /**
   * A trace, as far as it is in the window.
   *
   * @param traceId hex
   * @param service the service of its first root span, or of its first span
   * @param operation the name of that span
   * @param services how many services took part
   */
  public record Trace(
      String traceId,
      Instant startedAt,
      double durationMillis,
      long spans,
      long errors,
      long services,
      String service,
      String operation) {}
}
