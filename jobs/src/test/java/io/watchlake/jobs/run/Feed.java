package io.watchlake.jobs.run;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.connectors.signal.codec.AnomalyCodec;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Messages of a small shop on a timeline of their own: one for each step of ten seconds, and every
 * tenth is no request at all.
 */
public enum Feed {
  /** {@link #EACH} spans in a request. */
  SPANS(Topics.OTLP_SPANS) {
    @Override
    byte[] request(int step) {
      ScopeSpans.Builder spans = ScopeSpans.newBuilder();
      for (int i = 0; i < EACH; i++) {
        spans.addSpans(
            Span.newBuilder()
                .setTraceId(id(16, step))
                .setSpanId(id(8, (long) step * EACH + i))
                .setName("pay")
                .setStartTimeUnixNano(time(step))
                .setEndTimeUnixNano(time(step) + i));
      }
      return ExportTraceServiceRequest.newBuilder()
          .addResourceSpans(ResourceSpans.newBuilder().setResource(SHOP).addScopeSpans(spans))
          .build()
          .toByteArray();
    }
  },

  /** {@link #EACH} log records in a request. */
  LOGS(Topics.OTLP_LOGS) {
    @Override
    byte[] request(int step) {
      ScopeLogs.Builder logs = ScopeLogs.newBuilder();
      for (int i = 0; i < EACH; i++) {
        logs.addLogRecords(
            LogRecord.newBuilder()
                .setTimeUnixNano(time(step))
                .setBody(AnyValue.newBuilder().setStringValue("till " + i + " is open")));
      }
      return ExportLogsServiceRequest.newBuilder()
          .addResourceLogs(ResourceLogs.newBuilder().setResource(SHOP).addScopeLogs(logs))
          .build()
          .toByteArray();
    }
  },

  /** A point of each of {@link #EACH} series of a gauge and one point of a histogram. */
  METRICS(Topics.OTLP_METRICS) {
    @Override
    byte[] request(int step) {
      Gauge.Builder gauge = Gauge.newBuilder();
      for (int i = 0; i < EACH; i++) {
        gauge.addDataPoints(
            NumberDataPoint.newBuilder()
                .setTimeUnixNano(time(step))
                .setAsInt(step)
                .addAttributes(attribute("till", "till-" + i)));
      }
      Histogram.Builder histogram =
          Histogram.newBuilder()
              .addDataPoints(
                  HistogramDataPoint.newBuilder()
                      .setTimeUnixNano(time(step))
                      .setCount(3)
                      .setSum(1.5)
                      .addExplicitBounds(1)
                      .addBucketCounts(2)
                      .addBucketCounts(1));
      return ExportMetricsServiceRequest.newBuilder()
          .addResourceMetrics(
              ResourceMetrics.newBuilder()
                  .setResource(SHOP)
                  .addScopeMetrics(
                      ScopeMetrics.newBuilder()
                          .addMetrics(Metric.newBuilder().setName("queue").setGauge(gauge))
                          .addMetrics(Metric.newBuilder().setName("wait").setHistogram(histogram))))
          .build()
          .toByteArray();
    }
  },

  /** A signal of a till of its own, one a message. */
  SIGNALS(Topics.SIGNALS) {
    @Override
    byte[] request(int step) {
      String till = "till-" + step;
      return SignalCodec.encode(
          new Signal(
              "signal-" + step,
              SignalKind.METRIC,
              TIMELINE.name(),
              time(step),
              "tills",
              "",
              "shop",
              till,
              1,
              Map.of("till", till),
              Map.of()));
    }
  },

  /** An anomaly of a till of its own, one a message. */
  ANOMALIES(Topics.ANOMALIES) {
    @Override
    byte[] request(int step) {
      return AnomalyCodec.encode(
          new Anomaly(
              TIMELINE.name(),
              "00000000000000ff",
              "queue",
              "",
              "shop",
              Map.of("till", "till-" + step),
              Resolution.TEN_SECONDS,
              time(step),
              0,
              Statistic.MEAN,
              step,
              1,
              0.5,
              1.5,
              0,
              1,
              "range",
              2,
              0,
              "it is odd",
              "series-1-full"));
    }
  },

  /** A login at a till of its own, one a message. */
  AUDIT(Topics.AUDIT_EVENTS) {
    @Override
    byte[] request(int step) {
      return """
          {"specversion":"1.0","id":"login-%1$d","source":"/tills","type":"login","time":"%2$s",\
          "data":{"action":"authentication","outcome":"success","service":"shop",\
          "actor":"till-%1$d"}}"""
          .formatted(step, Instant.ofEpochSecond(time(step) / 1_000_000_000))
          .getBytes(StandardCharsets.UTF_8);
    }
  },

  /** A deployment of the shop, one a message. */
  DELIVERY(Topics.DELIVERY_EVENTS) {
    @Override
    byte[] request(int step) {
      return """
          {"context":{"version":"0.4.1","id":"deployed-%1$d","source":"shop",\
          "type":"dev.cdevents.service.deployed.0.2.0","timestamp":"%2$s"},\
          "subject":{"id":"shop","content":{"environment":{"id":"production"},\
          "artifactId":"pkg:generic/shop@%1$d"}},"customData":{"deploymentId":"shop@%1$d"}}"""
          .formatted(step, Instant.ofEpochSecond(time(step) / 1_000_000_000))
          .getBytes(StandardCharsets.UTF_8);
    }
  },

  /** A window of ten seconds of each of {@link #EACH} series of a delta sum. */
  ROLLUPS(Topics.ROLLUPS) {
    @Override
    byte[] request(int step) {
      List<Rollup> rollups = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        rollups.add(
            new Rollup(
                TIMELINE.name(),
                sold(i),
                Resolution.TEN_SECONDS,
                time(step),
                0,
                1,
                i + 1,
                i + 1,
                i + 1,
                i + 1,
                time(step),
                false,
                new Rollup.Increase(i + 1, 0),
                null,
                null,
                null));
      }
      return RollupCodec.encode(rollups);
    }
  },

  /**
   * {@link #GAUGE_WINDOWS} windows of ten seconds, one after the other, of one of eight gauges: a
   * series is in the partition of its own, in order. Every so often one jumps.
   */
  GAUGES(Topics.ROLLUPS) {
    @Override
    byte[] request(int step) {
      int gauge = step % Topics.PARTITIONS;
      Random random = new Random(step);
      List<Rollup> rollups = new ArrayList<>();
      for (int i = 0; i < GAUGE_WINDOWS; i++) {
        int window = step / Topics.PARTITIONS * GAUGE_WINDOWS + i;
        double value = 100 + random.nextGaussian() + (random.nextInt(50) == 0 ? 40 : 0);
        rollups.add(
            new Rollup(
                TIMELINE.name(),
                level(gauge),
                Resolution.TEN_SECONDS,
                time(window),
                0,
                1,
                value,
                value,
                value,
                value,
                time(window),
                false,
                null,
                null,
                null,
                null));
      }
      return RollupCodec.encode(rollups);
    }
  };

  /** How many windows a request of {@link #GAUGES} holds. */
  public static final int GAUGE_WINDOWS = 40;

  /** The timeline whose topics the messages are for: what they tell of is long past. */
  public static final Timeline TIMELINE = new Timeline("fixture");

  /** How many of its kind a request holds. */
  public static final int EACH = 5;

  /** Event time of the first step, nanoseconds since the epoch: 2026-01-01T00:00:00Z. */
  public static final long START = 1_767_225_600_000_000_000L;

  private static final long STEP = 10_000_000_000L;

  private static final Resource SHOP =
      Resource.newBuilder().addAttributes(attribute("service.name", "shop")).build();

  private final String base;

  Feed(String base) {
    this.base = base;
  }

  abstract byte[] request(int step);

  /** The topic the messages are for. */
  public String topic() {
    return TIMELINE.topic(base);
  }

  /**
   * A message per step.
   *
   * @param from the first step
   * @param to one more than the last step
   */
  public List<byte[]> messages(int from, int to) {
    List<byte[]> messages = new ArrayList<>();
    for (int step = from; step < to; step++) {
      messages.add(isRubbish(step) ? new byte[] {(byte) 0xFF, 1, 2} : request(step));
    }
    return messages;
  }

  /** How many steps of a range are requests. */
  public static long requests(int from, int to) {
    long count = 0;
    for (int step = from; step < to; step++) {
      count += isRubbish(step) ? 0 : 1;
    }
    return count;
  }

  /** When the window of a step ends, milliseconds since the epoch. */
  public static long endMillis(int step) {
    return (time(step) + STEP) / 1_000_000;
  }

  private static Series sold(int till) {
    return new Series(
        till + 1,
        till,
        "sold",
        "",
        "",
        MetricKind.SUM,
        Temporality.DELTA,
        true,
        new io.watchlake.model.telemetry.Resource(
            "shop",
            new Attributes(Map.of("service.name", "shop"), Map.of(), Map.of(), Map.of(), null)),
        Scope.EMPTY,
        new Attributes(Map.of("till", "till-" + till), Map.of(), Map.of(), Map.of(), null));
  }

  private static Series level(int gauge) {
    return new Series(
        gauge + 1,
        gauge,
        "level",
        "",
        "",
        MetricKind.GAUGE,
        Temporality.UNSPECIFIED,
        false,
        new io.watchlake.model.telemetry.Resource(
            "shop",
            new Attributes(Map.of("service.name", "shop"), Map.of(), Map.of(), Map.of(), null)),
        Scope.EMPTY,
        new Attributes(Map.of("gauge", "gauge-" + gauge), Map.of(), Map.of(), Map.of(), null));
  }

  private static boolean isRubbish(int step) {
    return step % 10 == 9;
  }

  private static long time(int step) {
    return START + step * STEP;
  }

  private static ByteString id(int length, long number) {
    return ByteString.copyFrom(
        ByteBuffer.allocate(length).putLong(length - Long.BYTES, number + 1).array());
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
