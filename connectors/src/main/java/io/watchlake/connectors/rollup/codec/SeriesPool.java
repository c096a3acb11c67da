package io.watchlake.connectors.rollup.codec;

import io.watchlake.connectors.rollup.codec.SeriesBytes.Metric;
import io.watchlake.connectors.rollup.codec.SeriesBytes.Part;
import io.watchlake.connectors.rollup.codec.SeriesBytes.Source;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps what many series share once: the bytes of sources and metrics, and their names read from
 * them. A cache; not for several threads.
 */
public final class SeriesPool {

  private static final int MAX_PARTS = 100_000;

  private final Map<Part, Part> parts = new HashMap<>();
  private final Map<Part, Metric> metrics = new HashMap<>();
  private final Map<Part, Resource> services = new HashMap<>();

  /** The same series, its shared parts those that are here. */
  public SeriesBytes shared(SeriesBytes series) {
    if (parts.size() > MAX_PARTS) {
      parts.clear();
      metrics.clear();
      services.clear();
    }
    return series.with(
        parts.computeIfAbsent(series.source(), part -> part),
        parts.computeIfAbsent(series.metric(), part -> part));
  }

  /** The series by its names, all attributes and its scope left out. */
  public Series names(SeriesBytes series) {
    Metric metric =
        metrics.computeIfAbsent(series.metric(), part -> Metric.read(new ByteInput(part.bytes())));
    Resource service =
        services.computeIfAbsent(
            series.source(),
            part ->
                new Resource(
                    Source.read(new ByteInput(part.bytes())).resource().service(),
                    Attributes.EMPTY));
    return new Series(
        series.id(),
        series.check(),
        metric.name(),
        metric.description(),
        metric.unit(),
        metric.kind(),
        metric.temporality(),
        metric.monotonic(),
        service,
        Scope.EMPTY,
        Attributes.EMPTY);
  }
}
