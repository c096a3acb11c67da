package io.watchlake.jobs.stage.compute.derive;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint.Exponential;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Windows of a minute of series, to test with. */
final class Windows {

  static final long MINUTE = Resolution.MINUTE.nanos();

  private Windows() {}

  static Rollup gauge(String metric, Map<String, String> labels, boolean stale, double... points) {
    return new Rollup(
        "live",
        series(metric, labels, MetricKind.GAUGE),
        Resolution.MINUTE,
        0,
        0,
        points.length,
        Arrays.stream(points).sum(),
        Arrays.stream(points).min().orElse(Double.NaN),
        Arrays.stream(points).max().orElse(Double.NaN),
        points.length == 0 ? Double.NaN : points[points.length - 1],
        points.length,
        stale,
        null,
        null,
        null,
        null);
  }

  static Rollup counter(String metric, Map<String, String> labels, double increase) {
    return new Rollup(
        "live",
        series(metric, labels, MetricKind.SUM),
        Resolution.MINUTE,
        0,
        0,
        1,
        1000 + increase,
        1000 + increase,
        1000 + increase,
        1000 + increase,
        1,
        false,
        new Rollup.Increase(increase, 0),
        null,
        null,
        null);
  }

  static Rollup histogram(
      String metric, Map<String, String> labels, double sum, double[] bounds, long[] counts) {
    return distribution(
        series(metric, labels, MetricKind.HISTOGRAM),
        Arrays.stream(counts).sum(),
        sum,
        new Distribution.Buckets(bounds, counts));
  }

  static Rollup exponential(
      String metric, Map<String, String> labels, double sum, int scale, int offset, long[] counts) {
    return distribution(
        series(metric, labels, MetricKind.EXPONENTIAL_HISTOGRAM),
        Arrays.stream(counts).sum(),
        sum,
        new Exponential(scale, 0, 0, offset, counts, 0, new long[0]));
  }

  private static Rollup distribution(Series series, long count, double sum, Distribution of) {
    return new Rollup(
        "live",
        series,
        Resolution.MINUTE,
        0,
        0,
        count,
        sum,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        1,
        false,
        null,
        of,
        null,
        null);
  }

  /** The same, of another window and told with another revision. */
  static Rollup at(Rollup rollup, long window, int revision) {
    return new Rollup(
        rollup.timeline(),
        rollup.series(),
        rollup.resolution(),
        window,
        revision,
        rollup.count(),
        rollup.sum(),
        rollup.min(),
        rollup.max(),
        rollup.last(),
        window + 1,
        rollup.stale(),
        rollup.increase(),
        rollup.distribution(),
        rollup.sketch(),
        rollup.exemplarsJson());
  }

  private static Series series(String metric, Map<String, String> labels, MetricKind kind) {
    Map<String, String> own = new TreeMap<>(labels);
    Map<String, String> resource = new TreeMap<>();
    for (String service : new String[] {"service", "job"}) {
      if (own.containsKey(service)) {
        resource.put("service.name", own.remove(service));
      }
    }
    if (own.containsKey("instance")) {
      resource.put("service.instance.id", own.remove("instance"));
    }
    boolean sum = kind == MetricKind.SUM;
    return new Series(
        metric.hashCode() * 31L + labels.hashCode(),
        0,
        metric,
        "",
        "",
        kind,
        sum ? Temporality.CUMULATIVE : Temporality.UNSPECIFIED,
        sum,
        new Resource(
            resource.getOrDefault("service.name", Resource.UNKNOWN_SERVICE), strings(resource)),
        Scope.EMPTY,
        strings(own));
  }

  private static Attributes strings(Map<String, String> strings) {
    return new Attributes(strings, Map.of(), Map.of(), Map.of(), null);
  }
}
