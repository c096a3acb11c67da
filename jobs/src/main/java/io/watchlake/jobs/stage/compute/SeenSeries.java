package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.type.SeriesSighting;
import io.watchlake.model.number.LongNumbers;
import io.watchlake.model.telemetry.Series;
import java.util.Arrays;

/**
 * Which series one instance saw lately, and on which days: a bounded cache that saves most of the
 * way to the catalog of series. Losing it costs repeated sightings, which the catalog drops, so a
 * full one begins anew.
 */
final class SeenSeries {

  /** What a series was seen as. */
  enum Sighting {
    /** The series and day are new to this cache. */
    NEW,
    /** Seen before. */
    KNOWN,
    /** The id stands for another series. */
    COLLISION
  }

  private static final int FIRST_CAPACITY = 16;

  private final int capacity;
  private final LongNumbers ids = new LongNumbers();

  /** Of each series at the number of its id; two days, since around midnight both come mixed. */
  private long[] checks = new long[FIRST_CAPACITY];

  private int[] days = new int[FIRST_CAPACITY];
  private int[] otherDays = new int[FIRST_CAPACITY];

  SeenSeries(int capacity) {
    this.capacity = capacity;
  }

  int size() {
    return ids.size();
  }

  Sighting see(Series series, long timeUnixNano) {
    int day = SeriesSighting.epochDay(timeUnixNano);
    int known = ids.find(series.id());
    if (known < 0) {
      add(series, day);
      return Sighting.NEW;
    }
    if (checks[known] != series.check()) {
      return Sighting.COLLISION;
    }
    if (days[known] == day || otherDays[known] == day) {
      return Sighting.KNOWN;
    }
    otherDays[known] = days[known];
    days[known] = day;
    return Sighting.NEW;
  }

  private void add(Series series, int day) {
    if (ids.size() == capacity) {
      ids.clear();
    }
    int number = ids.number(series.id());
    if (number == checks.length) {
      checks = Arrays.copyOf(checks, number * 2);
      days = Arrays.copyOf(days, number * 2);
      otherDays = Arrays.copyOf(otherDays, number * 2);
    }
    checks[number] = series.check();
    days[number] = day;
    otherDays[number] = day;
  }
}
