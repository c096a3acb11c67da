package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Series by the raw bytes of resource and scope, of a metric's names, and of a point's attributes,
 * each of which is parsed only when its bytes are seen for the first time. What is parsed is parsed
 * by the generated classes, at the depth at which it stands in a request, so that it is refused
 * where a whole request would be.
 */
final class RawSources {

  /** Nested messages that the parser of a whole request lets through. */
  private static final int MAX_DEPTH = 100;

  private static final int RESOURCE_DEPTH = 2;
  private static final int SCOPE_DEPTH = 3;
  private static final int METRIC_DEPTH = 3;
  private static final int POINT_DEPTH = 5;

  private static final int MAX_POOLED = 20_000;

  private final SeriesIdentity identity = new SeriesIdentity();
  private final Map<Slice, OfSource> sources = new HashMap<>();
  private final RawSeries numbers = new RawSeries();
  private final SeriesTable table = new SeriesTable();
  private final Map<String, String> texts = new HashMap<>();
  private final IdentityHashMap<Series, Integer> plain = new IdentityHashMap<>();
  private final List<OfMetric> metrics = new ArrayList<>();
  private final Slice probe = new Slice();
  private @Nullable OfSource lastSource;
  private long bytes;

  /** How much is kept here, in entries. */
  int entries() {
    return table.size() + metrics.size() + sources.size();
  }

  /** How much is kept here, in bytes of keys. */
  long keyBytes() {
    return bytes + numbers.keyBytes();
  }

  SeriesTable table() {
    return table;
  }

  /** The source of a resource and a scope, each given as its bytes. */
  OfSource source(byte[] from, int resource, int resourceEnd, int scope, int scopeEnd)
      throws IOException {
    if (lastSource != null && lastSource.is(from, resource, resourceEnd, scope, scopeEnd)) {
      return lastSource;
    }
    // Resource and scope may stand apart: the key is made of both.
    byte[] key = new byte[resourceEnd - resource + scopeEnd - scope];
    System.arraycopy(from, resource, key, 0, resourceEnd - resource);
    System.arraycopy(from, scope, key, resourceEnd - resource, scopeEnd - scope);
    probe.fill(key, 0, key.length, resourceEnd - resource);
    OfSource found = sources.get(probe);
    if (found == null) {
      var parsed =
          io.opentelemetry.proto.resource.v1.Resource.parseFrom(
              input(from, resource, resourceEnd, RESOURCE_DEPTH));
      var parsedScope = InstrumentationScope.parseFrom(input(from, scope, scopeEnd, SCOPE_DEPTH));
      found = new OfSource(key, resourceEnd - resource, parsed, parsedScope);
      sources.put(probe.copy(), found);
      bytes += key.length;
    }
    lastSource = found;
    return found;
  }

  /** The number of a series that was decoded in another way. */
  int number(Series series) {
    Integer known = plain.get(series);
    if (known != null) {
      return known;
    }
    int number = table.add(series);
    // Keeps the numbers of raw series the same as those in the table.
    numbers.find(-1 - number, new byte[0], 0, 0);
    numbers.add(-1 - number, new byte[0], 0, 0);
    plain.put(series, number);
    return number;
  }

  /** Numbers the series of points. */
  void number(RawPoints points) throws IOException {
    numbers.find(points);
    for (int i = 0; i < points.size(); i++) {
      if (points.series[i] < 0) {
        points.series[i] = numberOfNew(points, i);
      }
    }
  }

  private int numberOfNew(RawPoints points, int i) throws IOException {
    byte[] from = points.bytes();
    int metric = points.metric(i);
    // A point before it may be of the same series.
    int found = numbers.find(metric, from, points.key(i), points.keyEnd(i));
    if (found >= 0) {
      return found;
    }
    Series series =
        metrics
            .get(metric)
            .read(point(from, points.point(i), points.pointEnd(i)).getAttributesList());
    int added = numbers.add(metric, from, points.key(i), points.keyEnd(i));
    table.add(series);
    return added;
  }

  static Metric metric(byte[] from, int start, int end) throws IOException {
    return Metric.parseFrom(input(from, start, end, METRIC_DEPTH));
  }

  static NumberDataPoint point(byte[] from, int start, int end) throws IOException {
    return NumberDataPoint.parseFrom(input(from, start, end, POINT_DEPTH));
  }

  private static CodedInputStream input(byte[] from, int start, int end, int depth) {
    CodedInputStream input = CodedInputStream.newInstance(from, start, end - start);
    var unused = input.setRecursionLimit(MAX_DEPTH - depth);
    return input;
  }

  /** A resource with a scope. */
  final class OfSource {

    private final byte[] key;
    private final int resourceLength;
    private final io.opentelemetry.proto.resource.v1.Resource sentResource;
    private final InstrumentationScope sentScope;
    private final Resource resource;
    private final Scope scope;
    private final byte[] canonical;
    private final Map<Slice, OfMetric> known = new HashMap<>();

    private OfSource(
        byte[] key,
        int resourceLength,
        io.opentelemetry.proto.resource.v1.Resource resource,
        InstrumentationScope scope) {
      this.key = key;
      this.resourceLength = resourceLength;
      this.sentResource = resource;
      this.sentScope = scope;
      this.resource = AttributeReader.resource(resource);
      this.scope = AttributeReader.scope(scope);
      this.canonical = SeriesIdentity.header(resource, scope);
    }

    io.opentelemetry.proto.resource.v1.Resource sentResource() {
      return sentResource;
    }

    InstrumentationScope sentScope() {
      return sentScope;
    }

    private boolean is(byte[] from, int start, int end, int scopeStart, int scopeEnd) {
      return resourceLength == end - start
          && key.length - resourceLength == scopeEnd - scopeStart
          && Arrays.equals(key, 0, resourceLength, from, start, end)
          && Arrays.equals(key, resourceLength, key.length, from, scopeStart, scopeEnd);
    }

    /** A metric by the bytes of its names; null where it has no name. */
    @Nullable OfMetric metric(
        byte[] from, int start, int end, MetricKind kind, int temporality, boolean monotonic)
        throws IOException {
      probe.fill(
          from,
          start,
          end,
          (kind == MetricKind.SUM ? 1 : 0) | (monotonic ? 2 : 0) | temporality << 2);
      OfMetric found = known.get(probe);
      if (found == null) {
        Metric names = RawSources.metric(from, start, end);
        if (names.getName().isEmpty()) {
          return null;
        }
        found =
            new OfMetric(
                this, names, metrics.size(), kind, Temporalities.of(temporality), monotonic);
        metrics.add(found);
        known.put(probe.copy(), found);
        bytes += end - start;
      }
      return found;
    }
  }

  /** A metric of a resource and scope. */
  final class OfMetric {

    private final OfSource source;
    private final int number;
    private final String name;
    private final String description;
    private final String unit;
    private final MetricKind kind;
    private final Temporality temporality;
    private final boolean monotonic;
    private final byte[] canonical;

    private OfMetric(
        OfSource source,
        Metric names,
        int number,
        MetricKind kind,
        Temporality temporality,
        boolean monotonic) {
      this.source = source;
      this.number = number;
      this.name = pooled(names.getName());
      this.description = pooled(names.getDescription());
      this.unit = pooled(names.getUnit());
      this.kind = kind;
      this.temporality = temporality;
      this.monotonic = monotonic;
      this.canonical = SeriesIdentity.metric(name, unit, kind, temporality, monotonic);
    }

    /** By which points tell that they are of it. */
    int number() {
      return number;
    }

    private Series read(List<KeyValue> attributes) {
      SeriesIdentity.Hashes hashes = identity.hashes(source.canonical, canonical, attributes);
      return new Series(
          hashes.id(),
          hashes.check(),
          name,
          description,
          unit,
          kind,
          temporality,
          monotonic,
          source.resource,
          source.scope,
          compact(AttributeReader.attributes(attributes)));
    }
  }

  /** The same attributes in less memory: labels and their values repeat from series to series. */
  private Attributes compact(Attributes attributes) {
    if (attributes.strings().isEmpty()) {
      return attributes;
    }
    Map<String, String> strings = new HashMap<>();
    attributes.strings().forEach((key, value) -> strings.put(pooled(key), pooled(value)));
    return new Attributes(
        Map.copyOf(strings),
        attributes.longs(),
        attributes.doubles(),
        attributes.booleans(),
        attributes.json());
  }

  private String pooled(String text) {
    String known = texts.putIfAbsent(text, text);
    if (known != null) {
      return known;
    }
    if (texts.size() > MAX_POOLED) {
      texts.clear();
    }
    return text;
  }

  /** Some bytes and a number as a key. One is filled to look things up, copies are kept. */
  private static final class Slice {
    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private int extra;
    private int hash;

    void fill(byte[] from, int first, int last, int with) {
      bytes = from;
      start = first;
      end = last;
      extra = with;
      int result = with;
      for (int i = first; i < last; i++) {
        result = 31 * result + from[i];
      }
      hash = result;
    }

    Slice copy() {
      Slice copy = new Slice();
      copy.fill(Arrays.copyOfRange(bytes, start, end), 0, end - start, extra);
      return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Slice that
          && hash == that.hash
          && extra == that.extra
          && Arrays.equals(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
