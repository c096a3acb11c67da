package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.prometheus.codec.Label;
import io.watchlake.connectors.prometheus.codec.Sample;
import io.watchlake.connectors.prometheus.codec.TimeSeries;
import io.watchlake.jobs.stage.compute.RollupSamples.Fate;
import io.watchlake.jobs.stage.compute.RollupSamples.Step;
import io.watchlake.jobs.stage.type.SentSeries;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rollups of a series in Prometheus:")
class RollupSamplesTest {

  private static final long MINUTE = Resolution.MINUTE.nanos();
  private static final long T0 = 29_500_000 * MINUTE;

  private static final Series GAUGE =
      series("queue.size", "By", MetricKind.GAUGE, Temporality.UNSPECIFIED, false);
  private static final Series COUNTER =
      series("requests", "{request}", MetricKind.SUM, Temporality.CUMULATIVE, true);
  private static final Series DELTA = series("sold", "1", MetricKind.SUM, Temporality.DELTA, true);
  private static final Series HISTOGRAM =
      series("latency", "s", MetricKind.HISTOGRAM, Temporality.DELTA, false);

  @Test
  @DisplayName("a gauge gives its last value at the end of the window")
  void gauge() {
    assertThat(text(steps(value(GAUGE, 0, 0, 7.5), value(GAUGE, 1, 0, 8))))
        .containsExactly(
            "queue_size_bytes{instance=i-1,job=web/shop,till=3} 7.5 @1",
            "queue_size_bytes{instance=i-1,job=web/shop,till=3} 8.0 @2");
  }

  @Test
  @DisplayName("a cumulative counter gives its last value as it was sent, resets too")
  void counter() {
    assertThat(
            text(
                steps(value(COUNTER, 0, 0, 100), value(COUNTER, 1, 0, 3), value(COUNTER, 2, 0, 9))))
        .extracting(line -> line.substring(line.indexOf('}') + 2))
        .containsExactly("100.0 @1", "3.0 @2", "9.0 @3");
    assertThat(text(steps(value(COUNTER, 0, 0, 100))))
        .allMatch(l -> l.startsWith("requests_total{"));
  }

  @Test
  @DisplayName("deltas are summed up, corrections of the newest window from the next one on")
  void deltas() {
    List<Step> steps =
        steps(
            sum(DELTA, 0, 0, 10),
            sum(DELTA, 1, 0, 5),
            sum(DELTA, 1, 1, 7),
            sum(DELTA, 1, 1, 7),
            sum(DELTA, 0, 1, 11),
            sum(DELTA, 2, 0, 1));

    assertThat(steps)
        .extracting(Step::fate)
        .containsExactly(Fate.SENT, Fate.SENT, Fate.CORRECTED, Fate.REPEATED, Fate.LATE, Fate.SENT);
    assertThat(text(steps))
        .extracting(line -> line.substring(line.indexOf('}') + 2))
        .containsExactly("10.0 @1", "15.0 @2", "18.0 @3");
  }

  @Test
  @DisplayName("a histogram gives buckets that only grow, and begins anew with other bounds")
  void histogram() {
    assertThat(
            text(
                steps(
                    buckets(0, new double[] {0.5, 1}, 1, 2, 3),
                    buckets(1, new double[] {0.5, 1}, 1, 0, 0),
                    buckets(2, new double[] {2}, 4, 4))))
        .extracting(line -> line.replace("instance=i-1,job=web/shop,", "").replace("till=3", "t"))
        .containsExactly(
            "latency_seconds_bucket{le=0.5,t} 1.0 @1",
            "latency_seconds_bucket{le=1,t} 3.0 @1",
            "latency_seconds_bucket{le=+Inf,t} 6.0 @1",
            "latency_seconds_sum{t} 6.0 @1",
            "latency_seconds_count{t} 6.0 @1",
            "latency_seconds_bucket{le=0.5,t} 2.0 @2",
            "latency_seconds_bucket{le=1,t} 4.0 @2",
            "latency_seconds_bucket{le=+Inf,t} 7.0 @2",
            "latency_seconds_sum{t} 7.0 @2",
            "latency_seconds_count{t} 7.0 @2",
            "latency_seconds_bucket{le=2,t} 4.0 @3",
            "latency_seconds_bucket{le=+Inf,t} 8.0 @3",
            "latency_seconds_sum{t} 8.0 @3",
            "latency_seconds_count{t} 8.0 @3");
  }

  @Test
  @DisplayName("an exponential histogram gives powers of two, of any scale, more as they are seen")
  void exponential() {
    // Scale 1: index 2 is (2, 2.83], index 3 is (2.83, 4]; both end at 4.
    List<Step> steps =
        steps(
            distribution(
                0, 9, new DistributionPoint.Exponential(1, 1, 0.001, 2, longs(3, 4), 0, longs(1))),
            distribution(
                1, 2, new DistributionPoint.Exponential(-1, 0, 0, 1, longs(2), 0, longs())));

    assertThat(text(steps))
        .filteredOn(line -> line.contains("_bucket"))
        .extracting(line -> line.replaceAll(".*le=([^,]*),.*} ", "$1 "))
        .containsExactly(
            "-1 1.0 @1",
            "0.001 2.0 @1",
            "4 9.0 @1",
            "+Inf 9.0 @1",
            "-1 1.0 @2",
            "0.001 2.0 @2",
            "4 9.0 @2",
            "16 11.0 @2",
            "+Inf 11.0 @2");
  }

  @Test
  @DisplayName("windows of ten seconds stand for the minute they are in")
  void resolutions() {
    Rollup fine =
        new Rollup(
            "live",
            GAUGE,
            Resolution.TEN_SECONDS,
            T0 + MINUTE - 10_000_000_000L,
            0,
            1,
            1,
            1,
            1,
            1,
            T0,
            false,
            null,
            null,
            null,
            null);

    assertThat(steps(fine, value(GAUGE, 0, 0, 1), value(GAUGE, 1, 0, 2)))
        .extracting(Step::fate)
        .containsExactly(Fate.SENT, Fate.COVERED, Fate.SENT);
  }

  @Test
  @DisplayName("a series that ended gets its value and then the stale marker")
  void stale() {
    Rollup ended =
        new Rollup(
            "live",
            GAUGE,
            Resolution.MINUTE,
            T0,
            0,
            1,
            4,
            4,
            4,
            4,
            T0,
            true,
            null,
            null,
            null,
            null);

    List<Sample> samples = steps(ended).get(0).series().get(0).samples();

    assertThat(samples).hasSize(2);
    assertThat(samples.get(0).timestampMillis()).isEqualTo((T0 + MINUTE) / 1_000_000 - 1);
    assertThat(samples.get(0).value()).isEqualTo(4);
    assertThat(samples.get(1).timestampMillis()).isEqualTo((T0 + MINUTE) / 1_000_000);
    assertThat(samples.get(1).isStale()).isTrue();
  }

  @Test
  @DisplayName("of two series that are one there, the first to give a window has it")
  void conflict() {
    Series twin =
        new Series(
            GAUGE.id() + 1,
            1,
            GAUGE.metric(),
            "",
            GAUGE.unit(),
            GAUGE.kind(),
            GAUGE.temporality(),
            false,
            GAUGE.resource(),
            GAUGE.scope(),
            GAUGE.attributes());

    assertThat(steps(value(GAUGE, 0, 0, 1), value(twin, 0, 0, 2), value(twin, 1, 0, 3)))
        .extracting(Step::fate)
        .containsExactly(Fate.SENT, Fate.CONFLICT, Fate.SENT);
  }

  @Test
  @DisplayName("a window without a value gives nothing")
  void empty() {
    Rollup empty =
        new Rollup(
            "live",
            GAUGE,
            Resolution.MINUTE,
            T0,
            0,
            0,
            0,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0,
            false,
            null,
            null,
            null,
            null);

    assertThat(steps(empty).get(0).fate()).isEqualTo(Fate.EMPTY);
  }

  private static List<Step> steps(Rollup... rollups) {
    List<Step> steps = new ArrayList<>();
    SentSeries sent = null;
    for (Rollup rollup : rollups) {
      Step step = RollupSamples.next(sent, rollup);
      steps.add(step);
      sent = step.sent();
    }
    return steps;
  }

  /** Lines as {@code name{labels} value @window}. */
  private static List<String> text(List<Step> steps) {
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      for (TimeSeries series : step.series()) {
        List<String> labels = new ArrayList<>();
        String name = "";
        for (Label label : series.labels()) {
          if (label.name().equals(Label.NAME)) {
            name = label.value();
          } else {
            labels.add(label.name() + "=" + label.value());
          }
        }
        for (Sample sample : series.samples()) {
          lines.add(
              name
                  + "{"
                  + String.join(",", labels)
                  + "} "
                  + sample.value()
                  + " @"
                  + (sample.timestampMillis() * 1_000_000 - T0) / MINUTE);
        }
      }
    }
    return lines;
  }

  private static Rollup value(Series series, int window, int revision, double last) {
    return new Rollup(
        "live",
        series,
        Resolution.MINUTE,
        T0 + window * MINUTE,
        revision,
        2,
        2 * last,
        last,
        last,
        last,
        T0 + window * MINUTE + 1,
        false,
        null,
        null,
        null,
        null);
  }

  private static Rollup sum(Series series, int window, int revision, double sum) {
    return new Rollup(
        "live",
        series,
        Resolution.MINUTE,
        T0 + window * MINUTE,
        revision,
        2,
        sum,
        0,
        sum,
        sum / 2,
        T0 + window * MINUTE + 1,
        false,
        new Rollup.Increase(sum, 0),
        null,
        null,
        null);
  }

  private static Rollup buckets(int window, double[] bounds, long... counts) {
    long count = 0;
    for (long each : counts) {
      count += each;
    }
    return distribution(window, count, new Distribution.Buckets(bounds, counts));
  }

  private static Rollup distribution(int window, long count, Distribution distribution) {
    return new Rollup(
        "live",
        HISTOGRAM,
        Resolution.MINUTE,
        T0 + window * MINUTE,
        0,
        count,
        count,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        T0 + window * MINUTE + 1,
        false,
        null,
        distribution,
        null,
        null);
  }

  private static long[] longs(long... values) {
    return values;
  }

  private static Series series(
      String metric, String unit, MetricKind kind, Temporality temporality, boolean monotonic) {
    Attributes resource =
        new Attributes(
            Map.of(
                "service.name", "shop",
                "service.namespace", "web",
                "service.instance.id", "i-1"),
            Map.of(),
            Map.of(),
            Map.of(),
            null);
    return new Series(
        metric.hashCode(),
        1,
        metric,
        "",
        unit,
        kind,
        temporality,
        monotonic,
        new Resource("shop", resource),
        Scope.EMPTY,
        new Attributes(Map.of(), Map.of("till", 3L), Map.of(), Map.of(), null));
  }
}
