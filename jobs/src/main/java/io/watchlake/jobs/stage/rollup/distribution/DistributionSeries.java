package io.watchlake.jobs.stage.rollup.distribution;

import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.connectors.rollup.codec.SeriesList;
import io.watchlake.connectors.rollup.codec.SeriesPool;
import io.watchlake.jobs.stage.rollup.RollupOutput;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one series of histograms or summaries, and how far they have been told: when and
 * how often is as it is with gauges and sums. What is told does not depend on the order in which
 * points came within the lateness, but for the rounding of sums.
 *
 * <p>Times are nanoseconds since the epoch; {@code now} is the event time that has passed.
 */
public final class DistributionSeries {

  /** How long after its last window a series is remembered. */
  static final long KEEP_NANOS = 2 * Resolution.HOUR.nanos();

  private static final int NO_RECORDED_VALUE = 1;

  private final String timeline;
  private final SeriesBytes definition;
  private final DistributionTier tenSeconds;
  private final DistributionTier minutes;
  private final DistributionTier hours;
  private long seenUnixNano = Long.MIN_VALUE;

  private @Nullable Series names;

  private DistributionSeries(
      String timeline,
      SeriesBytes definition,
      DistributionTier tenSeconds,
      DistributionTier minutes,
      DistributionTier hours) {
    this.timeline = timeline;
    this.definition = definition;
    this.tenSeconds = tenSeconds;
    this.minutes = minutes;
    this.hours = hours;
  }

  /** A series without windows. */
  public static DistributionSeries of(String timeline, Series series, SeriesPool pool) {
    return new DistributionSeries(
        timeline,
        pool.shared(SeriesBytes.of(series)),
        new DistributionTier(Resolution.TEN_SECONDS),
        new DistributionTier(Resolution.MINUTE),
        new DistributionTier(Resolution.HOUR));
  }

  public String timeline() {
    return timeline;
  }

  /** The name of its metric. */
  public String metric(SeriesPool pool) {
    return names(pool).metric();
  }

  /** Whether it has windows of 10 s, or had some. */
  public boolean hasTenSeconds() {
    return tenSeconds.isBegun();
  }

  /** End of the newest window of a minute that a point came of. */
  public long endOfLastMinuteUnixNano() {
    return Resolution.MINUTE.windowOf(seenUnixNano) + Resolution.MINUTE.nanos();
  }

  /** Whether a time lies in an hour after those that points came of. */
  public boolean isFirstOfHour(long unixNano) {
    return Resolution.HOUR.windowOf(unixNano) > seenUnixNano;
  }

  /** Whether a point's window of such a length takes no more points. */
  public static boolean isFinal(
      DistributionPoint point, Resolution resolution, long now, long lateness) {
    return resolution.windowOf(point.timeUnixNano()) + resolution.nanos() + lateness <= now;
  }

  /**
   * Adds a point to its window, and tells what it corrects. The window must not be final.
   *
   * @param resolution 10 s or 1 min
   */
  public void add(
      DistributionPoint point,
      Resolution resolution,
      long now,
      long lateness,
      SeriesPool pool,
      RollupOutput out) {
    DistributionTier tier = resolution == Resolution.MINUTE ? minutes : tenSeconds;
    long window = resolution.windowOf(point.timeUnixNano());
    seenUnixNano = Math.max(seenUnixNano, window);
    long end = window + resolution.nanos();
    long hourEnd = Resolution.HOUR.windowOf(window) + Resolution.HOUR.nanos();
    out.wake(end);
    out.wake(end + lateness);
    out.wake(hourEnd + lateness);
    out.wake(hourEnd + KEEP_NANOS);
    Series series = names(pool);
    if (tier.add(point, Observed.of(point), PointsMean.of(series), now)) {
      tellClosed(tier, resolution, now, series, out);
    }
  }

  /** What a point says that came too late for its window. */
  public static LateRollup late(DistributionPoint point, Resolution resolution) {
    boolean hasValue = (point.flags() & NO_RECORDED_VALUE) == 0;
    Observed observed = hasValue ? Observed.of(point) : Observed.NOTHING;
    return new LateRollup(
        point.origin().topic(),
        point.origin().partition(),
        point.origin().offset(),
        point.origin().offset(),
        1,
        rollup(
            point.timeline(),
            point.series(),
            resolution,
            resolution.windowOf(point.timeUnixNano()),
            0,
            observed,
            !hasValue,
            point.exemplarsJson()));
  }

  /** Tells what is closed, and lets go what is final. */
  public void advance(long now, long lateness, SeriesPool pool, RollupOutput out) {
    Series series = names(pool);
    tellClosed(tenSeconds, Resolution.TEN_SECONDS, now, series, out);
    tellClosed(minutes, Resolution.MINUTE, now, series, out);
    tenSeconds.take(now - lateness);
    PointsMean mean = PointsMean.of(series);
    for (DistributionWindow minute : minutes.take(now - lateness)) {
      hours.add(minute, mean);
    }
    for (DistributionWindow hour : hours.take(now - lateness)) {
      tell(hour, Resolution.HOUR, series, out);
    }
  }

  /** Whether the series has been silent for so long that nothing of it needs to be remembered. */
  public boolean isForgotten(long now) {
    return seenUnixNano + KEEP_NANOS <= now
        && tenSeconds.isEmpty()
        && minutes.isEmpty()
        && hours.isEmpty();
  }

  private void tellClosed(
      DistributionTier tier, Resolution resolution, long now, Series series, RollupOutput out) {
    tier.closed(now, window -> tell(window, resolution, series, out));
  }

  private void tell(
      DistributionWindow window, Resolution resolution, Series series, RollupOutput out) {
    out.told(
        definition,
        rollup(
            timeline,
            series,
            resolution,
            window.startUnixNano,
            window.tell(),
            window.observed(),
            window.isStale(),
            window.exemplarsJson()));
  }

  private static Rollup rollup(
      String timeline,
      Series series,
      Resolution resolution,
      long window,
      int revision,
      Observed observed,
      boolean stale,
      @Nullable String exemplarsJson) {
    return new Rollup(
        timeline,
        series,
        resolution,
        window,
        revision,
        observed.count(),
        observed.sum(),
        observed.toldMin(),
        observed.toldMax(),
        Double.NaN,
        observed.lastUnixNano(),
        stale,
        null,
        observed.toldDistribution(),
        null,
        exemplarsJson);
  }

  private Series names(SeriesPool pool) {
    Series known = names;
    if (known == null) {
      known = pool.names(definition);
      names = known;
    }
    return known;
  }

  /** A series that shares nothing that is changed. */
  public DistributionSeries copy() {
    DistributionSeries copy =
        new DistributionSeries(
            timeline, definition, tenSeconds.copy(), minutes.copy(), hours.copy());
    copy.seenUnixNano = seenUnixNano;
    copy.names = names;
    return copy;
  }

  /** Writes all of it; what reads it back is {@link #read}. */
  public void write(DataOutput out) throws IOException {
    DistributionBytes.writeText(timeline, out);
    byte[] defined = SeriesList.encode(List.of(definition));
    out.writeInt(defined.length);
    out.write(defined);
    tenSeconds.write(out);
    minutes.write(out);
    hours.write(out);
    out.writeLong(seenUnixNano);
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException where the definition is damaged
   */
  public static DistributionSeries read(DataInput in) throws IOException {
    String timeline = DistributionBytes.readText(in);
    byte[] defined = new byte[DistributionBytes.readSize(in)];
    in.readFully(defined);
    List<SeriesBytes> definitions = SeriesList.decode(defined);
    if (timeline == null || definitions.size() != 1) {
      throw new IOException("the bytes of a series' windows are damaged");
    }
    DistributionSeries series =
        new DistributionSeries(
            timeline,
            definitions.get(0),
            DistributionTier.read(Resolution.TEN_SECONDS, in),
            DistributionTier.read(Resolution.MINUTE, in),
            DistributionTier.read(Resolution.HOUR, in));
    series.seenUnixNano = in.readLong();
    return series;
  }
}
