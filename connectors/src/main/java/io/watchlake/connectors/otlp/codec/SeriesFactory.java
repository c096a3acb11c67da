package io.watchlake.connectors.otlp.codec;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.CatalogueMetric;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Series that are made here rather than received; their ids are those they would arrive with. */
public final class SeriesFactory {

  private record Kind(MetricKind kind, Temporality temporality, boolean monotonic) {}

  private SeriesFactory() {}

  /**
   * A series of a gauge, all of whose attributes are text.
   *
   * @param metric its name
   * @param description empty for none
   * @param unit empty for none
   * @param resource attributes of the resource; {@code service.name} names the service
   * @param scope the instrumentation scope's name
   * @param scopeVersion its version; empty for none
   * @param attributes attributes of the points
   */
  public static Series gauge(
      String metric,
      String description,
      String unit,
      Map<String, String> resource,
      String scope,
      String scopeVersion,
      Map<String, String> attributes) {
    return series(
        metric,
        description,
        unit,
        new Kind(MetricKind.GAUGE, Temporality.UNSPECIFIED, false),
        resource,
        scope,
        scopeVersion,
        attributes);
  }

  /** The same of a metric of the catalogue, whose scope has no version. */
  public static Series gauge(
      CatalogueMetric metric,
      Map<String, String> resource,
      String scope,
      Map<String, String> attributes) {
    return gauge(metric.name(), metric.meaning(), metric.unit(), resource, scope, "", attributes);
  }

  /**
   * A sum that only grows, whose points tell by how much, of a metric of the catalogue, whose scope
   * has no version.
   */
  public static Series counter(
      CatalogueMetric metric,
      Map<String, String> resource,
      String scope,
      Map<String, String> attributes) {
    return counter(metric.name(), metric.meaning(), metric.unit(), resource, scope, "", attributes);
  }

  /** The same as a gauge of a sum that only grows, whose points tell by how much. */
  public static Series counter(
      String metric,
      String description,
      String unit,
      Map<String, String> resource,
      String scope,
      String scopeVersion,
      Map<String, String> attributes) {
    return series(
        metric,
        description,
        unit,
        new Kind(MetricKind.SUM, Temporality.DELTA, true),
        resource,
        scope,
        scopeVersion,
        attributes);
  }

  private static Series series(
      String metric,
      String description,
      String unit,
      Kind kind,
      Map<String, String> resource,
      String scope,
      String scopeVersion,
      Map<String, String> attributes) {
    byte[] header =
        SeriesIdentity.header(
            io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                .addAllAttributes(proto(resource))
                .build(),
            InstrumentationScope.newBuilder().setName(scope).setVersion(scopeVersion).build());
    byte[] middle =
        SeriesIdentity.metric(metric, unit, kind.kind(), kind.temporality(), kind.monotonic());
    SeriesIdentity.Hashes hashes = new SeriesIdentity().hashes(header, middle, proto(attributes));
    return new Series(
        hashes.id(),
        hashes.check(),
        metric,
        description,
        unit,
        kind.kind(),
        kind.temporality(),
        kind.monotonic(),
        new Resource(
            resource.getOrDefault(SeriesLabels.SERVICE_NAME, Resource.UNKNOWN_SERVICE),
            model(resource)),
        new Scope(scope, scopeVersion, null),
        model(attributes));
  }

  private static List<KeyValue> proto(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .map(
            entry ->
                KeyValue.newBuilder()
                    .setKey(entry.getKey())
                    .setValue(AnyValue.newBuilder().setStringValue(entry.getValue()))
                    .build())
        .toList();
  }

  private static Attributes model(Map<String, String> attributes) {
    return attributes.isEmpty()
        ? Attributes.EMPTY
        : new Attributes(new TreeMap<>(attributes), Map.of(), Map.of(), Map.of(), null);
  }
}
