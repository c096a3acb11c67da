package io.watchlake.app.lake;

import io.watchlake.model.Origin;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Span;
import io.watchlake.model.telemetry.SpanKind;
import io.watchlake.model.telemetry.StatusCode;
import io.watchlake.model.telemetry.Temporality;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry of a small shop over the quarter of an hour before a moment: each order is a trace of
 * six spans over four services and two log records, every seventh order fails.
 */
public final class Shop {

  /** A name that would be a script, if a page took it for markup. */
  public static final String HOSTILE = "<script>document.title='owned'</script>";

  private static final long MILLI = 1_000_000L;

  private final Timeline timeline;
  private final Instant end;
  private final List<Span> spans = new ArrayList<>();
  private final List<LogRecord> logs = new ArrayList<>();

  private Shop(Timeline timeline, Instant end) {
    this.timeline = timeline;
    this.end = end;
  }

  /** So many orders, the last a second before {@code end}. */
  public static Shop of(Timeline timeline, Instant end, int orders) {
    Shop shop = new Shop(timeline, end);
    for (int order = 0; order < orders; order++) {
      shop.order(order, orders);
    }
    return shop;
  }

  public List<Span> spans() {
    return List.copyOf(spans);
  }

  public List<LogRecord> logs() {
    return List.copyOf(logs);
  }

  /** A gauge of the last five minutes, a point every ten seconds. */
  public List<MetricChunk> chunks() {
    List<MetricChunk> chunks = new ArrayList<>();
    long lastMinute = nanos(end) / MetricChunk.MINUTE_NANOS - 1;
    for (int minute = 0; minute < 5; minute++) {
      long start = (lastMinute - minute) * MetricChunk.MINUTE_NANOS;
      long[] times = new long[6];
      long[] bits = new long[6];
      for (int i = 0; i < times.length; i++) {
        times[i] = start + i * 10_000 * MILLI;
        bits[i] = Double.doubleToRawLongBits(0.5 + i);
      }
      chunks.add(
          new MetricChunk(
              timeline.topic(Topics.OTLP_METRICS),
              0,
              minute,
              minute,
              timeline.name(),
              series(),
              start,
              times,
              false,
              bits,
              null,
              null,
              null));
    }
    return chunks;
  }

  private static Series series() {
    return new Series(
        7,
        8,
        "jvm.cpu.utilization",
        "",
        "1",
        MetricKind.GAUGE,
        Temporality.UNSPECIFIED,
        false,
        resource("checkout"),
        Scope.EMPTY,
        Attributes.EMPTY);
  }

  private void order(int order, int orders) {
    Duration beforeEnd =
        Duration.ofSeconds(1)
            .plus(Duration.ofMinutes(14).multipliedBy(orders - 1 - order).dividedBy(orders));
    long start = nanos(end.minus(beforeEnd));
    boolean fails = order % 7 == 3;
    long slow = 1 + order % 5;
    byte[] root = spanId(order, 1);
    byte[] checkout = spanId(order, 3);
    byte[] payment = spanId(order, 5);
    span(order, 1, null, "frontend", "POST /orders", SpanKind.SERVER, start, 180 * slow, fails);
    span(order, 2, root, "frontend", "read cart", SpanKind.INTERNAL, start + 2 * MILLI, 20, false);
    span(
        order,
        3,
        root,
        "checkout",
        "PlaceOrder",
        SpanKind.SERVER,
        start + 25 * MILLI,
        140 * slow,
        fails);
    span(
        order,
        4,
        checkout,
        "cart",
        "GetCart",
        SpanKind.SERVER,
        start + 30 * MILLI,
        12 * slow,
        false);
    span(
        order,
        5,
        checkout,
        "payment",
        "Charge",
        SpanKind.SERVER,
        start + 60 * MILLI,
        70 * slow,
        fails);
    span(order, 6, payment, HOSTILE, "risk score", SpanKind.CLIENT, start + 70 * MILLI, 30, false);
    log(
        order,
        0,
        "checkout",
        start + 26 * MILLI,
        9,
        "INFO",
        "order " + order + " placed",
        checkout);
    if (fails) {
      log(
          order,
          1,
          "payment",
          start + 120 * MILLI,
          17,
          "ERROR",
          "card of order " + order + " was declined: issuer did not answer in 50 ms",
          payment);
    }
  }

  private void span(
      int order,
      int place,
      byte @Nullable [] parent,
      String service,
      String name,
      SpanKind kind,
      long start,
      long millis,
      boolean failed) {
    spans.add(
        new Span(
            new Origin(timeline.topic(Topics.OTLP_SPANS), 0, order, place),
            timeline.name(),
            resource(service),
            Scope.EMPTY,
            traceId(order),
            spanId(order, place),
            parent,
            "",
            1,
            name,
            kind,
            start,
            start + millis * MILLI,
            failed ? StatusCode.ERROR : StatusCode.UNSET,
            failed ? "payment was declined" : "",
            new Attributes(
                Map.of("http.route", "/orders"),
                Map.of("http.response.status_code", failed ? 502L : 200L),
                Map.of(),
                Map.of("retry", false),
                null),
            0,
            null,
            0,
            null,
            0));
  }

  private void log(
      int order,
      int index,
      String service,
      long at,
      int severity,
      String severityText,
      String body,
      byte[] spanId) {
    logs.add(
        new LogRecord(
            new Origin(timeline.topic(Topics.OTLP_LOGS), 0, order, index),
            timeline.name(),
            resource(service),
            Scope.EMPTY,
            at,
            at,
            at,
            severity,
            severityText,
            body,
            false,
            "",
            traceId(order),
            spanId,
            1,
            Attributes.EMPTY,
            0));
  }

  private static Resource resource(String service) {
    return new Resource(
        service,
        new Attributes(Map.of("service.name", service), Map.of(), Map.of(), Map.of(), null));
  }

  /** The trace of an order, hex as the API shows it. */
  public static String traceIdOf(int order) {
    return "%016x%016x".formatted(0xabcL, order);
  }

  private static byte[] traceId(int order) {
    return ByteBuffer.allocate(16).putLong(0xabcL).putLong(order).array();
  }

  private static byte[] spanId(int order, int place) {
    return ByteBuffer.allocate(8).putInt(order + 1).putInt(place).array();
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
