package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.otlp.codec.SeriesTable;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Builds number points. */
final class Points {

  private final Origin origin;
  private final Series series;
  private final boolean isLong;
  private long time;
  private long start;
  private long bits;
  private int flags;
  private String exemplars;

  private Points(long seriesId, int partition, long offset, boolean isLong) {
    this.origin = new Origin("otlp_metrics", partition, offset, 0);
    this.series = series(seriesId, seriesId);
    this.isLong = isLong;
  }

  static Points longs(long seriesId, int partition, long offset) {
    return new Points(seriesId, partition, offset, true);
  }

  static Points doubles(long seriesId, int partition, long offset) {
    return new Points(seriesId, partition, offset, false);
  }

  static Series series(long id, long check) {
    return new Series(
        id,
        check,
        "requests",
        "",
        "1",
        MetricKind.GAUGE,
        Temporality.UNSPECIFIED,
        false,
        new Resource("shop", Attributes.EMPTY),
        Scope.EMPTY,
        Attributes.EMPTY);
  }

  Points at(long timeUnixNano) {
    this.time = timeUnixNano;
    return this;
  }

  Points start(long startUnixNano) {
    this.start = startUnixNano;
    return this;
  }

  Points value(long newBits) {
    this.bits = newBits;
    return this;
  }

  Points flags(int newFlags) {
    this.flags = newFlags;
    return this;
  }

  Points exemplars(String json) {
    this.exemplars = json;
    return this;
  }

  NumberPoint build() {
    return new NumberPoint(origin, "live", series, time, start, isLong, bits, flags, exemplars);
  }

  NumberPoint buildOf(Series other) {
    return new NumberPoint(origin, "live", other, time, start, isLong, bits, flags, exemplars);
  }

  /** A batch of a point alone; all these batches share one table of series. */
  static PointBatch batch(NumberPoint point) {
    int number = NUMBERS.computeIfAbsent(point.series(), TABLE::add);
    PointBatch batch =
        new PointBatch(
            TABLE,
            point.origin().topic(),
            point.origin().partition(),
            point.origin().offset(),
            point.timeline(),
            1);
    batch.add(
        number,
        point.origin().index(),
        point.timeUnixNano(),
        point.startUnixNano(),
        point.isLong(),
        point.bits(),
        point.flags());
    batch.exemplars(point.exemplarsJson());
    return batch;
  }

  private static final SeriesTable TABLE = new SeriesTable();
  private static final Map<Series, Integer> NUMBERS = new ConcurrentHashMap<>();
}
