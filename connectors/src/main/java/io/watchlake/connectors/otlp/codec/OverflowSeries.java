package io.watchlake.connectors.otlp.codec;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series that stand for all series of a metric beyond a limit, as OpenTelemetry's SDKs have
 * them: their one attribute is {@value #ATTRIBUTE}. They are of no service, so that a flood of
 * services ends in one series too; metrics of one name but of another unit or kind have their own.
 *
 * <p>What only grows from point to point cannot be added up over series without remembering each.
 * So the series of cumulative counters is a sum that is not monotonic: its windows tell how many
 * points there were and between which values, and no increase. Cumulative histograms, and
 * summaries, become histograms without a temporality, of whose points the newest counts.
 *
 * <p>A cache; not for several threads.
 */
public final class OverflowSeries {

  /** What OpenTelemetry calls the attribute; its value is true. */
  public static final String ATTRIBUTE = "otel.metric.overflow";

  private static final byte[] HEADER =
      SeriesIdentity.header(
          io.opentelemetry.proto.resource.v1.Resource.getDefaultInstance(),
          InstrumentationScope.getDefaultInstance());

  private static final List<KeyValue> ATTRIBUTES =
      List.of(
          KeyValue.newBuilder()
              .setKey(ATTRIBUTE)
              .setValue(AnyValue.newBuilder().setBoolValue(true))
              .build());

  /** Names may be as many as there are metrics; what is forgotten is made again. */
  private static final int CAPACITY = 100_000;

  private record Metric(
      String name, String unit, MetricKind kind, Temporality temporality, boolean monotonic) {}

  private final SeriesIdentity identity = new SeriesIdentity();
  private final Map<Metric, Series> known = new HashMap<>();

  public OverflowSeries() {}

  /** The series that stands for one beyond the limit. */
  public Series of(Series beyond) {
    if (known.size() > CAPACITY) {
      known.clear();
    }
    return known.computeIfAbsent(metric(beyond), metric -> series(metric, beyond.description()));
  }

  private static Metric metric(Series of) {
    boolean totals = of.kind() == MetricKind.SUMMARY || of.temporality() == Temporality.CUMULATIVE;
    return switch (of.kind()) {
      case GAUGE, SUM ->
          new Metric(
              of.metric(), of.unit(), of.kind(), of.temporality(), of.monotonic() && !totals);
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY ->
          new Metric(
              of.metric(),
              of.unit(),
              of.kind() == MetricKind.SUMMARY ? MetricKind.HISTOGRAM : of.kind(),
              totals ? Temporality.UNSPECIFIED : of.temporality(),
              false);
    };
  }

  private Series series(Metric of, String description) {
    SeriesIdentity.Hashes hashes =
        identity.hashes(
            HEADER,
            SeriesIdentity.metric(
                of.name(), of.unit(), of.kind(), of.temporality(), of.monotonic()),
            ATTRIBUTES);
    return new Series(
        hashes.id(),
        hashes.check(),
        of.name(),
        description,
        of.unit(),
        of.kind(),
        of.temporality(),
        of.monotonic(),
        new Resource(Resource.UNKNOWN_SERVICE, Attributes.EMPTY),
        Scope.EMPTY,
        new Attributes(Map.of(), Map.of(), Map.of(), Map.of(ATTRIBUTE, true), null));
  }
}
