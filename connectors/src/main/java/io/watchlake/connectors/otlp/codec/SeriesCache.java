package io.watchlake.connectors.otlp.codec;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Series by the bytes they come as, so that a series is read and hashed once and not with every
 * point. A cache and never state: when it holds more than its limit it is emptied and fills again.
 */
final class SeriesCache {

  /** What identifies a metric within a resource and scope, and its description. */
  record MetricKey(
      String name,
      String description,
      String unit,
      MetricKind kind,
      Temporality temporality,
      boolean monotonic) {}

  private final int maxEntries;
  private final long maxKeyBytes;
  private final SeriesIdentity identity = new SeriesIdentity();
  private final ByteKey probe = new ByteKey();
  private final Map<ByteKey, Source> sources = new HashMap<>();
  private int entries;
  private long keyBytes;

  /**
   * A cache.
   *
   * @param maxEntries how many resources, metrics and series it holds before it is emptied
   * @param maxKeyBytes how many bytes their keys have before it is emptied; what it keeps of them
   *     is a few times as large
   */
  SeriesCache(int maxEntries, long maxKeyBytes) {
    this.maxEntries = maxEntries;
    this.maxKeyBytes = maxKeyBytes;
  }

  /** The metrics of a resource and scope; of use until the next source is asked for. */
  Source source(Resource resource, InstrumentationScope scope) {
    if (entries > maxEntries || keyBytes > maxKeyBytes) {
      sources.clear();
      entries = 0;
      keyBytes = 0;
    }
    Source source = sources.get(probe.fill(List.of(resource, scope)));
    if (source == null) {
      source = new Source(resource, scope);
      sources.put(kept(), source);
    }
    return source;
  }

  int entries() {
    return entries;
  }

  private ByteKey kept() {
    entries++;
    keyBytes += probe.length();
    return probe.copy();
  }

  /** A resource with a scope. */
  final class Source {

    private final io.watchlake.model.telemetry.Resource resource;
    private final Scope scope;
    private final byte[] canonical;
    private final Map<MetricKey, OfMetric> metrics = new HashMap<>();

    private Source(Resource resource, InstrumentationScope scope) {
      this.resource = AttributeReader.resource(resource);
      this.scope = AttributeReader.scope(scope);
      this.canonical = SeriesIdentity.header(resource, scope);
    }

    /** The series of a metric. */
    OfMetric metric(MetricKey key) {
      OfMetric metric = metrics.get(key);
      if (metric == null) {
        metric = new OfMetric(this, key);
        metrics.put(key, metric);
        entries++;
        keyBytes += metric.canonical.length + key.description().length();
      }
      return metric;
    }
  }

  /** A metric of a resource and scope. */
  final class OfMetric {

    private final Source source;
    private final MetricKey key;
    private final byte[] canonical;
    private final Map<ByteKey, Series> series = new HashMap<>();

    private OfMetric(Source source, MetricKey key) {
      this.source = source;
      this.key = key;
      this.canonical =
          SeriesIdentity.metric(
              key.name(), key.unit(), key.kind(), key.temporality(), key.monotonic());
    }

    /** The series of a point's attributes. */
    Series series(List<KeyValue> attributes) {
      Series found = series.get(probe.fill(attributes));
      if (found == null) {
        found = read(attributes);
        series.put(kept(), found);
      }
      return found;
    }

    private Series read(List<KeyValue> attributes) {
      SeriesIdentity.Hashes hashes = identity.hashes(source.canonical, canonical, attributes);
      return new Series(
          hashes.id(),
          hashes.check(),
          key.name(),
          key.description(),
          key.unit(),
          key.kind(),
          key.temporality(),
          key.monotonic(),
          source.resource,
          source.scope,
          AttributeReader.attributes(attributes));
    }
  }
}
