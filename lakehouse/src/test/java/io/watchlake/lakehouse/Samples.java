package io.watchlake.lakehouse;

import io.watchlake.model.DeadLetter;
import io.watchlake.model.Origin;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Span;
import io.watchlake.model.telemetry.SpanKind;
import io.watchlake.model.telemetry.StatusCode;
import io.watchlake.model.telemetry.Temporality;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/** Records for tests: those with every field set, and those with as little as allowed. */
public final class Samples {

  /** 2023-01-29T10:00:00Z, in nanoseconds. */
  public static final long NOON =
      Instant.parse("2023-01-29T10:00:00Z").getEpochSecond() * 1000000000L;

  public static final Attributes ATTRIBUTES =
      new Attributes(
          Map.of("http.route", "/cart/{id}", "empty", "", "unicode", "größer 𝄞"),
          Map.of("http.status_code", 500L, "big", Long.MAX_VALUE),
          Map.of("ratio", 0.25, "nan", Double.NaN),
          Map.of("retry", true),
          "{\"list\":[1,\"two\"]}");

  private Samples() {}

  public static Resource resource(String service) {
    return new Resource(
        service,
        new Attributes(
            Map.of("service.name", service), Map.of("pid", 7L), Map.of(), Map.of(), null));
  }

  public static byte[] traceId(long number) {
    return ByteBuffer.allocate(16).putLong(0x0123456789abcdefL).putLong(number).array();
  }

  public static byte[] spanId(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  /** A span with every field set; {@code offset} makes it unique. */
  public static Span span(String timeline, String service, long offset, long startUnixNano) {
    return new Span(
        new Origin(topic("otlp_spans", timeline), 3, offset, 1),
        timeline,
        resource(service),
        new Scope("io.otel.http", "1.2", "{\"a\":1}"),
        traceId(offset),
        spanId(offset + 1),
        spanId(offset + 2),
        "vendor=1",
        0xffff_ffff,
        "GET /cart",
        SpanKind.SERVER,
        startUnixNano,
        startUnixNano + 1_500_123,
        offset % 4 == 0 ? StatusCode.ERROR : StatusCode.OK,
        "went wrong",
        ATTRIBUTES,
        5,
        "[{\"name\":\"retry\"}]",
        2,
        "[{\"trace_id\":\"00\"}]",
        1);
  }

  /** A span with no optional field set, before the epoch. */
  public static Span bareSpan() {
    return new Span(
        new Origin("otlp_spans", 0, 0, 0),
        "live",
        new Resource(Resource.UNKNOWN_SERVICE, Attributes.EMPTY),
        Scope.EMPTY,
        traceId(1),
        spanId(1),
        null,
        "",
        0,
        "",
        SpanKind.UNSPECIFIED,
        -1,
        0,
        StatusCode.UNSET,
        "",
        Attributes.EMPTY,
        0,
        null,
        0,
        null,
        0);
  }

  public static LogRecord log(String timeline, String service, long offset, long eventUnixNano) {
    return new LogRecord(
        new Origin(topic("otlp_logs", timeline), 2, offset, 0),
        timeline,
        resource(service),
        Scope.EMPTY,
        eventUnixNano,
        eventUnixNano,
        eventUnixNano + 5,
        17,
        "ERROR",
        "order 7 failed",
        false,
        "order.failed",
        traceId(offset),
        spanId(offset),
        1,
        ATTRIBUTES,
        0);
  }

  public static LogRecord bareLog() {
    return new LogRecord(
        new Origin("otlp_logs", 0, 0, 0),
        "live",
        new Resource(Resource.UNKNOWN_SERVICE, Attributes.EMPTY),
        Scope.EMPTY,
        NOON,
        0,
        0,
        0,
        "",
        null,
        false,
        "",
        null,
        null,
        0,
        Attributes.EMPTY,
        0);
  }

  public static Series series(long id, String metric, String service, MetricKind kind) {
    return new Series(
        id,
        ~id,
        metric,
        "what it is",
        "ms",
        kind,
        kind == MetricKind.GAUGE ? Temporality.UNSPECIFIED : Temporality.CUMULATIVE,
        kind == MetricKind.SUM,
        resource(service),
        Scope.EMPTY,
        new Attributes(Map.of("pool", "main"), Map.of(), Map.of(), Map.of(), null));
  }

  /** A chunk of doubles; {@code minuteUnixNano} is a whole minute. */
  public static MetricChunk doubles(
      String timeline, Series series, long minuteUnixNano, long offset, double... values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return chunk(timeline, series, minuteUnixNano, offset, false, bits);
  }

  /** A chunk of integers; {@code minuteUnixNano} is a whole minute. */
  public static MetricChunk longs(
      String timeline, Series series, long minuteUnixNano, long offset, long... values) {
    return chunk(timeline, series, minuteUnixNano, offset, true, values);
  }

  private static MetricChunk chunk(
      String timeline,
      Series series,
      long minuteUnixNano,
      long offset,
      boolean isLong,
      long[] bits) {
    long[] times = new long[bits.length];
    for (int i = 0; i < bits.length; i++) {
      times[i] = minuteUnixNano + i * 1_000_000_001L;
    }
    return new MetricChunk(
        topic("otlp_metrics", timeline),
        1,
        offset,
        offset + bits.length - 1,
        timeline,
        series,
        minuteUnixNano,
        times,
        isLong,
        bits,
        null,
        null,
        null);
  }

  public static DistributionPoint histogram(
      String timeline, Series series, long offset, long timeUnixNano) {
    return new DistributionPoint(
        new Origin(topic("otlp_metrics", timeline), 1, offset, 0),
        timeline,
        series,
        timeUnixNano,
        timeUnixNano - 60,
        1,
        6,
        12.5,
        0.5,
        9.0,
        new double[] {1, 5},
        new long[] {1, 2, 3},
        null,
        new double[0],
        new double[0],
        "[{\"value\":1}]");
  }

  public static DistributionPoint exponential(
      String timeline, Series series, long offset, long timeUnixNano) {
    return new DistributionPoint(
        new Origin(topic("otlp_metrics", timeline), 1, offset, 1),
        timeline,
        series,
        timeUnixNano,
        0,
        0,
        -1,
        null,
        null,
        null,
        new double[0],
        new long[0],
        new DistributionPoint.Exponential(3, 2, 0.001, -4, new long[] {1, 0, 7}, 2, new long[0]),
        new double[] {0.5, 0.99},
        new double[] {3.0, 4.0},
        null);
  }

  public static DeadLetter deadLetter(String timeline, long offset, long arrivalMillis) {
    return new DeadLetter(
        new Origin(topic("otlp_spans", timeline), 3, offset, Origin.WHOLE_MESSAGE),
        timeline,
        arrivalMillis,
        DeadLetter.Reason.UNDECODABLE,
        "not a protobuf message",
        3,
        "ab".repeat(32),
        new byte[] {1, 2, 3});
  }

  private static String topic(String base, String timeline) {
    return timeline.equals("live") ? base : base + "." + timeline;
  }

  /** A minute of a counter: three values of a sum, which is also how much it grew. */
  public static Rollup rollup(Series series, long windowUnixNano, int revision, double sum) {
    return new Rollup(
        "live",
        series,
        Resolution.MINUTE,
        windowUnixNano,
        revision,
        3,
        sum,
        0,
        sum,
        sum,
        windowUnixNano + 1,
        false,
        new Rollup.Increase(sum, 0),
        null,
        null,
        null);
  }

  /** What was found unusual in the minute that begins at a time. */
  public static Anomaly anomaly(Series series, long window, int revision) {
    return new Anomaly(
        "live",
        String.format("%016x", series.id()),
        series.metric(),
        series.unit(),
        series.resource().service(),
        series.attributes().strings(),
        Resolution.MINUTE,
        window,
        revision,
        Statistic.MEAN,
        9.5,
        1,
        0.5,
        1.5,
        0,
        1,
        "range",
        2,
        Double.NaN,
        "9.5 is unusual",
        "series-1-full");
  }
}
