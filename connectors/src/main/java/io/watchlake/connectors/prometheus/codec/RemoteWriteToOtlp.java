package io.watchlake.connectors.prometheus.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remote write requests as OTLP requests, by OpenTelemetry's compatibility specification. Each
 * sample becomes one data point, in the order of the request.
 *
 * <ul>
 *   <li>{@code job} and {@code instance} become the resource: {@code service.name} ({@code
 *       service.namespace/service.name} where there is one slash) and {@code service.instance.id}.
 *       {@code target_info} stays a metric: a series must be the same whatever else its request
 *       holds.
 *   <li>Labels {@code otel_scope_*} become the scope; without them it is {@link #SCOPE}.
 *   <li>What a series is, is said by {@link Shape}. Classic histograms and summaries stay the
 *       series they are in Prometheus, since senders spread them over requests.
 *   <li>A stale marker becomes a point with the flag "no recorded value".
 * </ul>
 */
public final class RemoteWriteToOtlp {

  /** The scope of what came with none of its own: this translator. */
  public static final String SCOPE = "io.watchlake.prometheus.remote_write";

  static final String SCOPE_PREFIX = "otel_scope_";
  static final String SCOPE_NAME = "otel_scope_name";
  static final String SCOPE_VERSION = "otel_scope_version";
  static final String SCOPE_SCHEMA_URL = "otel_scope_schema_url";

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MAX_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI;
  private static final int NO_RECORDED_VALUE =
      DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE;
  private static final int MAX_FAULTS_TOLD = 5;

  private final Function<String, @Nullable Metadata> families;
  private final Map<GroupKey, Metric.Builder> groups = new LinkedHashMap<>();
  private final Map<List<Label>, List<PointOf>> wantExemplars = new HashMap<>();
  private final Budget budget = new Budget();
  private final List<String> faults = new ArrayList<>();
  private int faultCount;
  private int samples;
  private int histograms;
  private int exemplars;
  private int orphans;

  private RemoteWriteToOtlp(Function<String, @Nullable Metadata> families) {
    this.families = families;
  }

  /**
   * A request in OTLP.
   *
   * @param request what can be written; as many data points as samples and histograms are counted
   * @param samples float samples in it
   * @param histograms histogram samples in it
   * @param exemplars exemplars in it
   * @param orphans exemplars that are not in it, since their series has no sample in the request
   * @param refused samples of both kinds that could not be taken
   * @param fault what could not be taken, and where; empty for nothing
   */
  public record Translation(
      ExportMetricsServiceRequest request,
      int samples,
      int histograms,
      int exemplars,
      int orphans,
      int refused,
      String fault) {}

  /**
   * Translates a request.
   *
   * @param cache what is known of metric families; learns what the request says of them
   * @throws RemoteWriteException where it is too much at once
   */
  public static Translation translate(WriteRequest request, MetadataCache cache)
      throws RemoteWriteException {
    cache.learn(request.metadata());
    RemoteWriteToOtlp translator = new RemoteWriteToOtlp(cache::of);
    for (TimeSeries series : request.series()) {
      if (!series.exemplars().isEmpty()) {
        translator.wantExemplars.put(series.labels(), new ArrayList<>());
      }
    }
    int given = 0;
    for (int i = 0; i < request.series().size(); i++) {
      TimeSeries series = request.series().get(i);
      given += series.samples().size() + series.histograms().size();
      translator.series(i, series);
    }
    for (TimeSeries series : request.series()) {
      translator.attach(series);
    }
    return translator.finish(given);
  }

  private record GroupKey(String job, String instance, List<Label> scope, String name, Form form) {}

  /** What points share a metric: also what makes it another series. */
  private record Form(String kind, String unit) {}

  /** The builder of a point that exemplars may be added to. */
  private record PointOf(long timestampMillis, Message.Builder point) {}

  private void series(int index, TimeSeries series) throws RemoteWriteException {
    String fault = LabelRules.fault(series.labels());
    if (fault != null) {
      if (!series.samples().isEmpty() || !series.histograms().isEmpty()) {
        fault(index, series.labels(), fault);
      }
      return;
    }
    Parts parts = Parts.of(series.labels());
    List<PointOf> points = wantExemplars.get(series.labels());
    if (!series.samples().isEmpty()) {
      Shape shape = Shape.of(parts.name, series.metadata(), families);
      Metric.Builder metric = null;
      for (int i = 0; i < series.samples().size(); i++) {
        Sample sample = series.samples().get(i);
        if (!isTime(sample.timestampMillis())) {
          fault(index, series.labels(), badTime("samples[" + i + "]", sample.timestampMillis()));
          continue;
        }
        if (metric == null) {
          metric = metric(parts, shape);
        }
        NumberDataPoint.Builder point = number(parts, shape, sample, metric);
        samples++;
        if (points != null) {
          points.add(new PointOf(sample.timestampMillis(), point));
        }
      }
    }
    for (int i = 0; i < series.histograms().size(); i++) {
      NativeHistogram histogram = series.histograms().get(i);
      try {
        if (!isTime(histogram.timestampMillis())) {
          throw RemoteWriteException.malformed(
              badTime("histograms[" + i + "]", histogram.timestampMillis()));
        }
        Message.Builder point = histogram(parts, series.metadata(), histogram);
        histograms++;
        if (points != null) {
          points.add(new PointOf(histogram.timestampMillis(), point));
        }
      } catch (RemoteWriteException e) {
        if (e.isTooLarge()) {
          throw e;
        }
        fault(index, series.labels(), "histograms[" + i + "]: " + e.reason());
      }
    }
  }

  private static boolean isTime(long millis) {
    return millis > 0 && millis <= MAX_MILLIS;
  }

  private static String badTime(String place, long millis) {
    return place + " has the timestamp " + millis + " ms, which no point can have";
  }

  private void fault(int index, List<Label> labels, String what) {
    faultCount++;
    if (faults.size() < MAX_FAULTS_TOLD) {
      faults.add("timeseries[" + index + "] " + LabelRules.text(labels) + ": " + what);
    }
  }

  private Metric.Builder metric(Parts parts, Shape shape) {
    Metric.Builder metric =
        group(parts, new Form(shape.kind().name(), shape.unit()), shape.metadata());
    switch (shape.kind()) {
      case GAUGE -> {
        if (!metric.hasGauge()) {
          metric.getGaugeBuilder();
        }
      }
      case COUNTER, UP_DOWN -> {
        if (!metric.hasSum()) {
          metric
              .getSumBuilder()
              .setIsMonotonic(shape.kind() == Shape.Kind.COUNTER)
              .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        }
      }
    }
    return metric;
  }

  private Metric.Builder group(Parts parts, Form form, Metadata metadata) {
    GroupKey key = new GroupKey(parts.job, parts.instance, parts.scope, parts.name, form);
    Metric.Builder metric = groups.get(key);
    if (metric == null) {
      metric =
          Metric.newBuilder()
              .setName(parts.name)
              .setUnit(form.unit())
              .setDescription(metadata.help());
      if (metadata.type() != MetricType.UNKNOWN) {
        metric.addMetadata(attribute("prometheus.type", metadata.type().label()));
      }
      groups.put(key, metric);
    }
    return metric;
  }

  private static NumberDataPoint.Builder number(
      Parts parts, Shape shape, Sample sample, Metric.Builder metric) {
    NumberDataPoint.Builder point =
        shape.kind() == Shape.Kind.GAUGE
            ? metric.getGaugeBuilder().addDataPointsBuilder()
            : metric.getSumBuilder().addDataPointsBuilder();
    point.addAllAttributes(parts.attributes).setTimeUnixNano(nanos(sample.timestampMillis()));
    if (shape.kind() != Shape.Kind.GAUGE) {
      point.setStartTimeUnixNano(start(sample.startMillis(), sample.timestampMillis()));
    }
    if (sample.isStale()) {
      point.setFlags(NO_RECORDED_VALUE);
    } else {
      point.setAsDouble(sample.value());
    }
    return point;
  }

  /** Adds a point; answers its builder. */
  private Message.Builder histogram(Parts parts, Metadata metadata, NativeHistogram histogram)
      throws RemoteWriteException {
    NativeHistograms.checkSchema(histogram);
    boolean custom = histogram.schema() == NativeHistogram.CUSTOM;
    Metadata known = metadata;
    if (known.type() == MetricType.UNKNOWN) {
      Metadata learnt = families.apply(parts.name);
      known = learnt == null ? metadata : learnt;
    }
    boolean gauge = histogram.reset() == NativeHistogram.GAUGE;
    // OTLP has no histogram that may fall: one whose temporality is not said is the nearest.
    AggregationTemporality temporality =
        gauge
            ? AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED
            : AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    String unit = known.unit().isEmpty() ? Units.ofName(parts.name) : Units.code(known.unit());
    Form form = new Form((custom ? "HISTOGRAM" : "EXPONENTIAL") + temporality.getNumber(), unit);
    long time = nanos(histogram.timestampMillis());
    long start = start(histogram.startMillis(), histogram.timestampMillis());
    if (custom) {
      HistogramDataPoint.Builder point =
          HistogramDataPoint.newBuilder()
              .addAllAttributes(parts.attributes)
              .setTimeUnixNano(time)
              .setStartTimeUnixNano(start);
      if (histogram.isStale()) {
        point.setFlags(NO_RECORDED_VALUE);
      } else {
        NativeHistograms.fill(histogram, point, budget);
      }
      return group(parts, form, known)
          .getHistogramBuilder()
          .setAggregationTemporality(temporality)
          .addDataPointsBuilder()
          .mergeFrom(point.build());
    }
    ExponentialHistogramDataPoint.Builder point =
        ExponentialHistogramDataPoint.newBuilder()
            .addAllAttributes(parts.attributes)
            .setTimeUnixNano(time)
            .setStartTimeUnixNano(start);
    if (histogram.isStale()) {
      point.setFlags(NO_RECORDED_VALUE).setScale(histogram.schema());
    } else {
      NativeHistograms.fill(histogram, point, budget);
    }
    return group(parts, form, known)
        .getExponentialHistogramBuilder()
        .setAggregationTemporality(temporality)
        .addDataPointsBuilder()
        .mergeFrom(point.build());
  }

  /** Exemplars go to the first sample of their series that is no older, else to the last. */
  private void attach(TimeSeries series) {
    if (series.exemplars().isEmpty()) {
      return;
    }
    List<PointOf> points = wantExemplars.getOrDefault(series.labels(), List.of());
    if (points.isEmpty()) {
      orphans += series.exemplars().size();
      return;
    }
    for (Exemplar exemplar : series.exemplars()) {
      PointOf target = points.get(points.size() - 1);
      for (PointOf point : points) {
        if (point.timestampMillis >= exemplar.timestampMillis()) {
          target = point;
          break;
        }
      }
      add(target, otlp(exemplar));
      exemplars++;
    }
  }

  private static void add(PointOf point, io.opentelemetry.proto.metrics.v1.Exemplar exemplar) {
    if (point.point instanceof NumberDataPoint.Builder number) {
      number.addExemplars(exemplar);
    } else if (point.point instanceof HistogramDataPoint.Builder histogram) {
      histogram.addExemplars(exemplar);
    } else if (point.point instanceof ExponentialHistogramDataPoint.Builder exponential) {
      exponential.addExemplars(exemplar);
    }
  }

  private static io.opentelemetry.proto.metrics.v1.Exemplar otlp(Exemplar exemplar) {
    var result =
        io.opentelemetry.proto.metrics.v1.Exemplar.newBuilder().setAsDouble(exemplar.value());
    if (isTime(exemplar.timestampMillis())) {
      result.setTimeUnixNano(nanos(exemplar.timestampMillis()));
    }
    for (Label label : exemplar.labels()) {
      ByteString id =
          switch (label.name()) {
            case "trace_id" -> id(label.value(), 16);
            case "span_id" -> id(label.value(), 8);
            default -> ByteString.EMPTY;
          };
      if (id.isEmpty()) {
        result.addFilteredAttributes(attribute(label.name(), label.value()));
      } else if (label.name().equals("trace_id")) {
        result.setTraceId(id);
      } else {
        result.setSpanId(id);
      }
    }
    return result.build();
  }

  /** The bytes of an id in hex; empty where it is none, and then it stays a label. */
  private static ByteString id(String hex, int bytes) {
    if (hex.length() != 2 * bytes) {
      return ByteString.EMPTY;
    }
    try {
      return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      return ByteString.EMPTY;
    }
  }

  private Translation finish(int given) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    Map<List<String>, ResourceMetrics.Builder> resources = new LinkedHashMap<>();
    Map<List<Object>, ScopeMetrics.Builder> scopes = new HashMap<>();
    groups.forEach(
        (key, metric) -> {
          ResourceMetrics.Builder resource =
              resources.computeIfAbsent(
                  List.of(key.job, key.instance),
                  target ->
                      request
                          .addResourceMetricsBuilder()
                          .setResource(resource(key.job, key.instance)));
          scopes
              .computeIfAbsent(
                  List.of(key.job, key.instance, key.scope), of -> scope(resource, key.scope))
              .addMetrics(metric);
        });
    String fault = String.join("; ", faults);
    if (faultCount > faults.size()) {
      fault += "; and " + (faultCount - faults.size()) + " more";
    }
    return new Translation(
        request.build(),
        samples,
        histograms,
        exemplars,
        orphans,
        given - samples - histograms,
        fault);
  }

  private static Resource resource(String job, String instance) {
    Resource.Builder resource = Resource.newBuilder();
    int slash = job.indexOf('/');
    boolean namespaced = slash > 0 && slash < job.length() - 1 && job.indexOf('/', slash + 1) < 0;
    if (namespaced) {
      resource.addAttributes(attribute("service.namespace", job.substring(0, slash)));
      resource.addAttributes(attribute("service.name", job.substring(slash + 1)));
    } else if (!job.isEmpty()) {
      resource.addAttributes(attribute("service.name", job));
    }
    if (!instance.isEmpty()) {
      resource.addAttributes(attribute("service.instance.id", instance));
    }
    return resource.build();
  }

  private static ScopeMetrics.Builder scope(ResourceMetrics.Builder resource, List<Label> labels) {
    ScopeMetrics.Builder metrics = resource.addScopeMetricsBuilder();
    InstrumentationScope.Builder scope = metrics.getScopeBuilder();
    if (labels.isEmpty()) {
      scope.setName(SCOPE);
    }
    for (Label label : labels) {
      switch (label.name()) {
        case SCOPE_NAME -> scope.setName(label.value());
        case SCOPE_VERSION -> scope.setVersion(label.value());
        case SCOPE_SCHEMA_URL -> metrics.setSchemaUrl(label.value());
        default ->
            scope.addAttributes(
                attribute(label.name().substring(SCOPE_PREFIX.length()), label.value()));
      }
    }
    return metrics;
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static long nanos(long millis) {
    return millis * NANOS_PER_MILLI;
  }

  /** A start that is not known, or not before the time, is none. */
  private static long start(long startMillis, long timestampMillis) {
    return startMillis > 0 && startMillis <= timestampMillis ? nanos(startMillis) : 0;
  }

  /** The labels of a series by what becomes of them. */
  private static final class Parts {
    private String name = "";
    private String job = "";
    private String instance = "";
    private final List<Label> scope = new ArrayList<>(0);
    private final List<KeyValue> attributes = new ArrayList<>();

    static Parts of(List<Label> labels) {
      Parts parts = new Parts();
      for (Label label : labels) {
        switch (label.name()) {
          case Label.NAME -> parts.name = label.value();
          case Label.JOB -> parts.job = label.value();
          case Label.INSTANCE -> parts.instance = label.value();
          default -> {
            if (label.name().startsWith(SCOPE_PREFIX)
                && label.name().length() > SCOPE_PREFIX.length()) {
              parts.scope.add(label);
            } else {
              parts.attributes.add(attribute(label.name(), label.value()));
            }
          }
        }
      }
      return parts;
    }
  }
}
