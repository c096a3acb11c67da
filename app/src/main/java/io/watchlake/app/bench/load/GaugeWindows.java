package io.watchlake.app.bench.load;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.model.Timeline;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Windows of 10 s of many gauges as the job {@code metrics} tells them, a message a bucket. */
public final class GaugeWindows {

  private static final int SERIES_A_SERVICE = 500;

  /** The bucket is in the highest bits of a series' id. */
  private static final int BUCKET_SHIFT = 58;

  private final List<List<Series>> buckets = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(20_260_101);

  /**
   * @param count how many gauges
   */
  public GaugeWindows(int count) {
    for (int bucket = 0; bucket < Rollup.BUCKETS; bucket++) {
      buckets.add(new ArrayList<>());
    }
    for (int i = 0; i < count; i++) {
      int bucket = i % Rollup.BUCKETS;
      buckets.get(bucket).add(series(((long) bucket << BUCKET_SHIFT) | i, i));
    }
  }

  /** The windows of a bucket's gauges that begin at a time; without bytes where it has none. */
  public byte[] message(int bucket, long windowUnixNano) {
    List<Rollup> rollups = new ArrayList<>();
    for (Series series : buckets.get(bucket)) {
      double value = 100 + random.nextDouble() + random.nextDouble() + random.nextDouble();
      rollups.add(
          new Rollup(
              Timeline.LIVE.name(),
              series,
              Resolution.TEN_SECONDS,
              windowUnixNano,
              0,
              1,
              value,
              value,
              value,
              value,
              windowUnixNano,
              false,
              null,
              null,
              null,
              null));
    }
    return rollups.isEmpty() ? new byte[0] : RollupCodec.encode(rollups);
  }

  private static Series series(long id, int number) {
    return new Series(
        id,
        id,
        "queue.length",
        "",
        "1",
        MetricKind.GAUGE,
        Temporality.UNSPECIFIED,
        false,
        new Resource(
            "service-" + number / SERIES_A_SERVICE,
            new Attributes(
                Map.of("service.name", "service-" + number / SERIES_A_SERVICE),
                Map.of(),
                Map.of(),
                Map.of(),
                null)),
        Scope.EMPTY,
        new Attributes(Map.of("queue", "queue-" + number), Map.of(), Map.of(), Map.of(), null));
  }
}
