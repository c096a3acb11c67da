package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.type.SeriesSighting;
import io.watchlake.model.telemetry.Series;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which series one instance saw lately, and on which days: a bounded cache that saves most of the
 * way to the catalog of series. Losing it costs repeated sightings, which the catalog drops.
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

  private static final class Entry {
    final long check;
    int day;
    int otherDay;

    Entry(long check, int day) {
      this.check = check;
      this.day = day;
      this.otherDay = day;
    }
  }

  private final Map<Long, Entry> entries;

  SeenSeries(int capacity) {
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Entry> eldest) {
            return size() > capacity;
          }
        };
  }

  int size() {
    return entries.size();
  }

  Sighting see(Series series, long timeUnixNano) {
    int day = SeriesSighting.epochDay(timeUnixNano);
    Entry entry = entries.get(series.id());
    if (entry == null) {
      entries.put(series.id(), new Entry(series.check(), day));
      return Sighting.NEW;
    }
    if (entry.check != series.check()) {
      return Sighting.COLLISION;
    }
    if (entry.day == day || entry.otherDay == day) {
      return Sighting.KNOWN;
    }
    // Two days, since around midnight points of both come mixed.
    entry.otherDay = entry.day;
    entry.day = day;
    return Sighting.NEW;
  }
}
