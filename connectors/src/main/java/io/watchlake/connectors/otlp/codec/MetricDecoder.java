package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.watchlake.connectors.otlp.codec.SeriesCache.MetricKey;
import io.watchlake.connectors.otlp.codec.SeriesCache.OfMetric;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Timeline;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Metric points from Kafka messages that hold one {@code ExportMetricsServiceRequest} in protobuf
 * each.
 *
 * <p>Every data point of a message ends as exactly one point or dead letter, in the order of the
 * message, and a metric without data points as one dead letter; a message that cannot be read, or
 * holds no metrics, ends as one dead letter. No input makes decoding throw. Points of one series
 * share one {@link Series}, as long as the decoder's cache holds it. Not for use by several threads
 * at once.
 */
public final class MetricDecoder {

  /** Takes what a message holds; what it throws passes through the decoder. */
  public interface Handler {
    /** A gauge or sum point. */
    void number(NumberPoint point);

    /** A histogram, exponential histogram or summary point. */
    void distribution(DistributionPoint point);

    void deadLetter(DeadLetter deadLetter);
  }

  /** The data point flag that says that no value was recorded. */
  static final int NO_RECORDED_VALUE = 1;

  static final String NO_VALUE =
      "the point has no value, nor the flag that says that none was recorded";

  private static final int MAX_CACHED = 100_000;
  private static final long MAX_CACHED_KEY_BYTES = 32L * 1024 * 1024;

  private final DecodeLimits limits;
  private final TimePolicy times;
  private final MessageReader<ExportMetricsServiceRequest> reader;
  private final SeriesCache cache;

  public MetricDecoder(DecodeLimits limits) {
    this(limits, MAX_CACHED);
  }

  MetricDecoder(DecodeLimits limits, int maxCached) {
    this.limits = limits;
    this.times = new TimePolicy(limits);
    this.reader = new MessageReader<>(ExportMetricsServiceRequest.parser(), true, limits);
    this.cache = new SeriesCache(maxCached, MAX_CACHED_KEY_BYTES);
  }

  /**
   * Decodes one message.
   *
   * @throws IllegalArgumentException where the topic's name holds no valid timeline
   */
  public void decode(RawMessage message, Handler handler) {
    ExportMetricsServiceRequest request = reader.read(message, handler::deadLetter);
    if (request == null) {
      return;
    }
    Pass pass = new Pass(message, handler, 0);
    for (ResourceMetrics ofResource : request.getResourceMetricsList()) {
      int resourceBytes = ofResource.getResource().getSerializedSize();
      for (ScopeMetrics ofScope : ofResource.getScopeMetricsList()) {
        int headerBytes = resourceBytes + ofScope.getScope().getSerializedSize();
        // Not before it is known to be small: what is in the cache stays there.
        SeriesCache.@Nullable Source source =
            headerBytes > limits.maxHeaderBytes()
                ? null
                : cache.source(ofResource.getResource(), ofScope.getScope());
        for (Metric metric : ofScope.getMetricsList()) {
          pass.metric(source, headerBytes, metric);
        }
      }
    }
  }

  /**
   * Decodes one metric of a message, whose resource and scope are small enough.
   *
   * @param index of its first record in the message
   * @return the index of the record after its last
   */
  int decode(
      RawMessage message,
      Resource resource,
      InstrumentationScope scope,
      Metric metric,
      int index,
      Handler handler) {
    Pass pass = new Pass(message, handler, index);
    pass.metric(cache.source(resource, scope), 0, metric);
    return pass.index;
  }

  /** One walk over a message; it knows how far it is. */
  private final class Pass {

    private final RawMessage message;
    private final Handler handler;
    private final Timeline timeline;
    private final int messageBytes;
    private int index;

    Pass(RawMessage message, Handler handler, int index) {
      this.index = index;
      this.message = message;
      this.handler = handler;
      this.timeline = message.timeline();
      this.messageBytes = message.value() == null ? 0 : message.value().length;
    }

    void metric(SeriesCache.@Nullable Source source, int headerBytes, Metric metric) {
      switch (metric.getDataCase()) {
        case GAUGE -> {
          OfMetric series =
              series(source, metric, MetricKind.GAUGE, Temporality.UNSPECIFIED, false);
          points(
              series,
              headerBytes,
              metric,
              metric.getGauge().getDataPointsList(),
              this::number,
              handler::number);
        }
        case SUM -> {
          Sum sum = metric.getSum();
          OfMetric series =
              series(
                  source,
                  metric,
                  MetricKind.SUM,
                  Temporalities.of(sum.getAggregationTemporalityValue()),
                  sum.getIsMonotonic());
          points(
              series, headerBytes, metric, sum.getDataPointsList(), this::number, handler::number);
        }
        case HISTOGRAM -> {
          Histogram histogram = metric.getHistogram();
          OfMetric series =
              series(
                  source,
                  metric,
                  MetricKind.HISTOGRAM,
                  Temporalities.of(histogram.getAggregationTemporalityValue()),
                  false);
          points(
              series,
              headerBytes,
              metric,
              histogram.getDataPointsList(),
              this::histogram,
              handler::distribution);
        }
        case EXPONENTIAL_HISTOGRAM -> {
          ExponentialHistogram histogram = metric.getExponentialHistogram();
          OfMetric series =
              series(
                  source,
                  metric,
                  MetricKind.EXPONENTIAL_HISTOGRAM,
                  Temporalities.of(histogram.getAggregationTemporalityValue()),
                  false);
          points(
              series,
              headerBytes,
              metric,
              histogram.getDataPointsList(),
              this::exponential,
              handler::distribution);
        }
        case SUMMARY -> {
          OfMetric series =
              series(source, metric, MetricKind.SUMMARY, Temporality.UNSPECIFIED, false);
          points(
              series,
              headerBytes,
              metric,
              metric.getSummary().getDataPointsList(),
              this::summary,
              handler::distribution);
        }
        case DATA_NOT_SET ->
            dead(new Fault(Reason.INVALID_VALUE, "the metric has no data"), metric);
      }
    }

    /** The series of a metric; null where it may not enter the cache. */
    private @Nullable OfMetric series(
        SeriesCache.@Nullable Source source,
        Metric metric,
        MetricKind kind,
        Temporality temporality,
        boolean monotonic) {
      if (source == null
          || metric.getName().isEmpty()
          || nameBytes(metric) > limits.maxHeaderBytes()) {
        return null;
      }
      return source.metric(
          new MetricKey(
              metric.getName(),
              metric.getDescription(),
              metric.getUnit(),
              kind,
              temporality,
              monotonic));
    }

    private <P extends MessageLite, R> void points(
        @Nullable OfMetric series,
        int headerBytes,
        Metric metric,
        List<P> points,
        Conversion<P, R> conversion,
        Consumer<R> out) {
      if (points.isEmpty()) {
        dead(new Fault(Reason.INVALID_VALUE, "the metric has no data points"), metric);
        return;
      }
      for (P point : points) {
        R row;
        try {
          if (series == null) {
            throw headerFault(headerBytes, metric);
          }
          limits.checkItem(messageBytes, point);
          row = conversion.convert(message.origin().at(index), series, point);
        } catch (Fault fault) {
          dead(fault, point);
          continue;
        } catch (RuntimeException unforeseen) {
          dead(Fault.of(unforeseen), point);
          continue;
        }
        index++;
        out.accept(row);
      }
    }

    private void dead(Fault fault, MessageLite item) {
      handler.deadLetter(DeadLetters.item(message, index++, fault, item));
    }

    private NumberPoint number(Origin origin, OfMetric series, NumberDataPoint point) throws Fault {
      times.check(point.getTimeUnixNano(), message, timeline.isLive());
      boolean isLong = point.hasAsInt();
      if (!isLong && !point.hasAsDouble() && (point.getFlags() & NO_RECORDED_VALUE) == 0) {
        throw new Fault(Reason.INVALID_VALUE, NO_VALUE);
      }
      double value = point.hasAsDouble() ? point.getAsDouble() : Double.NaN;
      return new NumberPoint(
          origin,
          timeline.name(),
          series.series(point.getAttributesList()),
          point.getTimeUnixNano(),
          point.getStartTimeUnixNano(),
          isLong,
          isLong ? point.getAsInt() : Double.doubleToRawLongBits(value),
          point.getFlags(),
          JsonText.exemplars(point.getExemplarsList()));
    }

    private DistributionPoint histogram(Origin origin, OfMetric series, HistogramDataPoint point)
        throws Fault {
      times.check(point.getTimeUnixNano(), message, timeline.isLive());
      return Distributions.histogram(
          origin, timeline, series.series(point.getAttributesList()), point);
    }

    private DistributionPoint exponential(
        Origin origin, OfMetric series, ExponentialHistogramDataPoint point) throws Fault {
      times.check(point.getTimeUnixNano(), message, timeline.isLive());
      return Distributions.exponential(
          origin, timeline, series.series(point.getAttributesList()), point);
    }

    private DistributionPoint summary(Origin origin, OfMetric series, SummaryDataPoint point)
        throws Fault {
      times.check(point.getTimeUnixNano(), message, timeline.isLive());
      return Distributions.summary(
          origin, timeline, series.series(point.getAttributesList()), point);
    }

    private Fault headerFault(int headerBytes, Metric metric) {
      try {
        limits.checkHeader(headerBytes);
        limits.checkHeader(nameBytes(metric));
      } catch (Fault fault) {
        return fault;
      }
      return new Fault(Reason.INVALID_VALUE, "the metric has no name");
    }
  }

  private interface Conversion<P, R> {
    R convert(Origin origin, OfMetric series, P point) throws Fault;
  }

  /** Bytes of the names in UTF-8. */
  private static int nameBytes(Metric metric) {
    return CodedOutputStream.computeStringSizeNoTag(metric.getName())
        + CodedOutputStream.computeStringSizeNoTag(metric.getDescription())
        + CodedOutputStream.computeStringSizeNoTag(metric.getUnit());
  }
}
