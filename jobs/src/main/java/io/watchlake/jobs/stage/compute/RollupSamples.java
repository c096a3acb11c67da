package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.prometheus.codec.ClassicBuckets;
import io.watchlake.connectors.prometheus.codec.Label;
import io.watchlake.connectors.prometheus.codec.PrometheusNames;
import io.watchlake.connectors.prometheus.codec.Sample;
import io.watchlake.connectors.prometheus.codec.TimeSeries;
import io.watchlake.jobs.stage.type.SentSeries;
import io.watchlake.jobs.stage.type.SentSeries.Counted;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the rollups of a series are in Prometheus, one after the other.
 *
 * <p>Samples stand at the end of their window. Gauges and cumulative sums give the last value as it
 * was sent. What counts by window (deltas, histograms, summaries) is summed up from the first
 * window on, since Prometheus knows only counters that never begin anew without a reason. A series
 * that ended gets a stale marker at the end of the window, its value a millisecond before.
 *
 * <p>Prometheus takes no sample twice with another value, and none before the newest. So windows
 * before the newest that was sent are passed over, and a correction of the newest one counts in the
 * totals from the next window on.
 */
public final class RollupSamples {

  private RollupSamples() {}

  /** What became of a rollup. */
  public enum Fate {
    SENT,
    /** It holds nothing for Prometheus: no value, and no end. */
    EMPTY,
    /** Windows of ten seconds of the series say the same, and more. */
    COVERED,
    /** The same telling of the same window as before. */
    REPEATED,
    /** Another telling of the window that was sent last. */
    CORRECTED,
    /** A window before the one that was sent last. */
    LATE,
    /**
     * Another series of ours, which Prometheus cannot tell apart, has given this window or later.
     */
    CONFLICT
  }

  /**
   * What a rollup gives.
   *
   * @param sent how far the series is sent with it; null where it was never
   * @param series for Prometheus, none unless the fate is {@link Fate#SENT} or, as what is lost,
   *     {@link Fate#CONFLICT}; labels are sorted
   */
  public record Step(@Nullable SentSeries sent, List<TimeSeries> series, Fate fate) {}

  /** The step from one rollup of a series to the next. */
  public static Step next(@Nullable SentSeries sent, Rollup rollup) {
    boolean fine = rollup.resolution() == Resolution.TEN_SECONDS;
    if (rollup.resolution() == Resolution.HOUR
        || (!fine && sent != null && sent.tenSecondsEnd() > rollup.windowUnixNano())) {
      return new Step(sent, List.of(), Fate.COVERED);
    }
    Counted counted = counted(rollup);
    long end = rollup.endUnixNano();
    if (sent != null && end <= sent.endUnixNano()) {
      return sent.series() == rollup.series().id()
          ? before(sent, rollup, counted)
          : new Step(sent, samples(rollup, counted), Fate.CONFLICT);
    }
    Counted total = total(sent, rollup, counted);
    long fineEnd = fine ? end : sent == null ? 0 : sent.tenSecondsEnd();
    SentSeries now =
        new SentSeries(rollup.series().id(), end, rollup.revision(), fineEnd, total, counted);
    if (!hasValue(rollup) && !rollup.stale()) {
      return new Step(now, List.of(), Fate.EMPTY);
    }
    return new Step(now, samples(rollup, total), Fate.SENT);
  }

  /**
   * All that was counted since the first window; what cannot be added up begins anew. Without a
   * temporality nothing is added up: each window is how things are.
   */
  private static Counted total(@Nullable SentSeries sent, Rollup rollup, Counted counted) {
    if (sent == null || isState(rollup.series())) {
      return counted;
    }
    if (!hasValue(rollup)) {
      return sent.total();
    }
    return sent.total().fits(counted) ? sent.total().plus(counted, 1) : counted;
  }

  /** Whether a point had a value, even one that says that nothing was observed. */
  private static boolean hasValue(Rollup rollup) {
    return rollup.count() != 0 || rollup.lastUnixNano() != 0;
  }

  private static boolean isState(Series series) {
    return switch (series.kind()) {
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> series.temporality() == Temporality.UNSPECIFIED;
      case GAUGE, SUM, SUMMARY -> false;
    };
  }

  private static Step before(SentSeries sent, Rollup rollup, Counted counted) {
    if (rollup.endUnixNano() < sent.endUnixNano()) {
      return new Step(sent, List.of(), Fate.LATE);
    }
    if (rollup.revision() <= sent.revision()) {
      return new Step(sent, List.of(), Fate.REPEATED);
    }
    Counted total = sent.total();
    if (isState(rollup.series())) {
      total = counted;
    } else if (total.fits(sent.newest()) && total.fits(counted)) {
      total = total.plus(sent.newest(), -1).plus(counted, 1);
    }
    return new Step(
        new SentSeries(
            sent.series(),
            sent.endUnixNano(),
            rollup.revision(),
            sent.tenSecondsEnd(),
            total,
            counted),
        List.of(),
        Fate.CORRECTED);
  }

  private static boolean counts(Series series) {
    return switch (series.kind()) {
      case GAUGE -> false;
      case SUM -> series.temporality() == Temporality.DELTA;
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> true;
    };
  }

  private static Counted counted(Rollup rollup) {
    if (!counts(rollup.series())) {
      return Counted.NOTHING;
    }
    Distribution distribution = rollup.distribution();
    double sum = Double.isNaN(rollup.sum()) ? 0 : rollup.sum();
    return new Counted(
        rollup.count(),
        sum,
        distribution == null ? ClassicBuckets.NONE : ClassicBuckets.of(distribution));
  }

  private static List<TimeSeries> samples(Rollup rollup, Counted total) {
    Series series = rollup.series();
    String name = PrometheusNames.metric(series);
    SortedMap<String, String> labels = PrometheusNames.labels(series);
    Samples samples = new Samples(rollup, labels);
    switch (series.kind()) {
      case GAUGE, SUM -> samples.add(name, counts(series) ? total.sum() : rollup.last());
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> {
        buckets(samples, name, total);
        sumAndCount(samples, name, rollup, total);
      }
      case SUMMARY -> {
        if (rollup.distribution() instanceof Distribution.Quantiles quantiles) {
          for (int i = 0; i < quantiles.quantiles().length; i++) {
            samples.add(
                name,
                "quantile",
                PrometheusNames.number(quantiles.quantiles()[i]),
                quantiles.values()[i]);
          }
        }
        sumAndCount(samples, name, rollup, total);
      }
    }
    return samples.series;
  }

  private static void buckets(Samples samples, String name, Counted total) {
    long below = 0;
    ClassicBuckets buckets = total.buckets();
    for (int i = 0; i < buckets.bounds().length; i++) {
      below += buckets.counts()[i];
      samples.add(
          name + "_bucket", "le", PrometheusNames.number(buckets.bounds()[i]), (double) below);
    }
    samples.add(name + "_bucket", "le", "+Inf", (double) total.count());
  }

  private static void sumAndCount(Samples samples, String name, Rollup rollup, Counted total) {
    if (!Double.isNaN(rollup.sum())) {
      samples.add(name + "_sum", total.sum());
    }
    samples.add(name + "_count", (double) total.count());
  }

  /** Samples of one rollup while they are made. */
  private static final class Samples {
    private final List<TimeSeries> series = new ArrayList<>();
    private final SortedMap<String, String> labels;
    private final boolean hasValue;
    private final boolean stale;
    private final long endMillis;

    Samples(Rollup rollup, SortedMap<String, String> labels) {
      this.labels = labels;
      this.hasValue = hasValue(rollup);
      this.stale = rollup.stale();
      this.endMillis = TimeUnit.NANOSECONDS.toMillis(rollup.endUnixNano());
    }

    void add(String name, double value) {
      add(name, "", "", value);
    }

    void add(String name, String label, String of, double value) {
      labels.put(Label.NAME, name);
      // The bucket's or quantile's own label goes before an attribute of the same name.
      String before = label.isEmpty() ? null : labels.put(label, of);
      List<Label> list = new ArrayList<>(labels.size());
      labels.forEach((key, text) -> list.add(new Label(key, text)));
      List<Sample> samples = new ArrayList<>(2);
      if (hasValue) {
        samples.add(Sample.of(value, stale ? endMillis - 1 : endMillis));
      }
      if (stale) {
        samples.add(new Sample(Sample.STALE, endMillis, 0));
      }
      series.add(TimeSeries.of(list, samples));
      if (before != null) {
        labels.put(label, before);
      } else if (!label.isEmpty()) {
        labels.remove(label);
      }
    }
  }
}
