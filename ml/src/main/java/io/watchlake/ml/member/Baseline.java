package io.watchlake.ml.member;

import io.watchlake.ml.sketch.RecentValues;
import io.watchlake.ml.sketch.RunningQuantile;
import io.watchlake.ml.sketch.SeasonalTable;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** What is normal for a series, learned from its past alone. */
public final class Baseline {

  /** Points in the short and the long mean. */
  static final int SHORT = 12;

  static final int LONG = 48;

  /** From so many values on a time of day or of week is trusted. */
  private static final int TRUSTED = 6;

  private static final long DAY_MILLIS = 86_400_000L;
  private static final long HOUR_MILLIS = 3_600_000L;
  private static final int WEEK_HOURS = 168;

  /** Where a scale is not known yet, everything may count in full. */
  private static final double ANY = 1e30;

  /** In ranges. */
  private static final double MOST_WIDENING = 3;

  private final int daySlots;
  private final RunningQuantile median = new RunningQuantile(0.5);
  private final RunningQuantile low = new RunningQuantile(0.05);
  private final RunningQuantile high = new RunningQuantile(0.95);
  private final SeasonalTable day;
  private final SeasonalTable dayDeviation;
  private final @Nullable SeasonalTable week;
  private final RecentValues deviations = new RecentValues(LONG);
  private final RecentValues residuals = new RecentValues(LONG);
  private double least;
  private double greatest;
  private long seen;

  private int slot;
  private int weekHour;

  /**
   * Nothing learned yet.
   *
   * @param daySlots into how many slots a day is cut
   * @param weekly whether the hours of the week are learned too
   */
  public Baseline(int daySlots, boolean weekly) {
    this.daySlots = daySlots;
    day = new SeasonalTable(daySlots);
    dayDeviation = new SeasonalTable(daySlots);
    week = weekly ? new SeasonalTable(WEEK_HOURS) : null;
  }

  /** How many points were learned. */
  public long seen() {
    return seen;
  }

  /** What the past makes of a point; {@link #learn} must follow before the next one. */
  public Observation observe(long epochMillis, double value) {
    slot = (int) (Math.floorMod(epochMillis, DAY_MILLIS) * daySlots / DAY_MILLIS);
    weekHour = (int) Math.floorMod(Math.floorDiv(epochMillis, HOUR_MILLIS), (long) WEEK_HOURS);
    double middle = seen == 0 ? value : median.get();
    double scale = high.get() - low.get();
    boolean trusted = day.count(slot) >= TRUSTED;
    double usual = trusted ? day.centre(slot) : middle;
    double usualDeviation = trusted ? dayDeviation.centre(slot) : scale / 4;
    double residual = value - usual;
    double width = 1.5 * usualDeviation + 0.1 * scale;
    double standardised = width > 0 ? residual / width * scale : residual;
    SeasonalTable hours = week;
    double weekly =
        hours != null && hours.count(weekHour) >= TRUSTED
            ? value - hours.centre(weekHour)
            : residual;
    deviations.add(value - middle);
    residuals.add(residual);
    double longDeviation = deviations.mean(LONG);
    return new Observation(
        seen,
        value,
        scale,
        value - middle,
        residual,
        standardised,
        weekly,
        deviations.mean(SHORT),
        longDeviation,
        residuals.mean(SHORT),
        residuals.mean(LONG),
        deviations.standardDeviation(longDeviation),
        novelty(value));
  }

  private double novelty(double value) {
    double outside = seen == 0 ? 0 : Math.max(value - greatest, least - value);
    if (outside <= 0) {
      return 0;
    }
    double range = greatest - least;
    return range > 0 ? outside / range : 1;
  }

  /** Learns the point that was observed last. */
  public void learn(Observation point) {
    double value = point.value();
    double scale = point.scale() > 0 ? point.scale() : ANY;
    int count = day.count(slot);
    double deviation = Math.abs(count == 0 ? point.deviation() : value - day.centre(slot));
    double farthest = count < 3 ? scale : Math.max(2 * dayDeviation.centre(slot), 0.02 * scale);
    day.add(slot, value, farthest / 2);
    dayDeviation.add(slot, count == 0 ? point.scale() / 4 : deviation, farthest);
    SeasonalTable hours = week;
    if (hours != null) {
      hours.add(weekHour, value, scale / (hours.count(weekHour) < 3 ? 2 : 8));
    }
    widen(value);
    median.add(value);
    low.add(value);
    high.add(value);
    seen++;
  }

  /** One point widens the range a few times at most: a corrupt value must not end all novelty. */
  private void widen(double value) {
    if (seen == 0) {
      least = value;
      greatest = value;
      return;
    }
    double range = greatest - least;
    double most = range > 0 ? MOST_WIDENING * range : Math.abs(value - least);
    least = Math.max(Math.min(least, value), least - most);
    greatest = Math.min(Math.max(greatest, value), greatest + most);
  }

  public void write(StateWriter out) {
    out.writeLong(seen);
    out.writeDouble(least);
    out.writeDouble(greatest);
    median.write(out);
    low.write(out);
    high.write(out);
    day.write(out);
    dayDeviation.write(out);
    SeasonalTable hours = week;
    if (hours != null) {
      hours.write(out);
    }
    deviations.write(out);
    residuals.write(out);
  }

  public void read(StateReader in) {
    seen = in.readLong();
    least = in.readDouble();
    greatest = in.readDouble();
    median.read(in);
    low.read(in);
    high.read(in);
    day.read(in);
    dayDeviation.read(in);
    SeasonalTable hours = week;
    if (hours != null) {
      hours.read(in);
    }
    deviations.read(in);
    residuals.read(in);
  }
}
