package io.watchlake.jobs.stage.type;

import io.watchlake.model.number.LongNumbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Series that were sighted, by days since the epoch and their ids. It lies in arrays: an object a
 * series would be a million of them for whoever collects garbage. State that is changed where it
 * lies; not for several threads.
 */
public final class SightedSeries {

  private static final int FIRST_CAPACITY = 16;

  /** The series of a day: their ids, and the check of each at the number of its id. */
  private static final class Day {
    final LongNumbers ids;
    long[] checks;

    Day() {
      this(new LongNumbers(), new long[FIRST_CAPACITY]);
    }

    private Day(LongNumbers ids, long[] checks) {
      this.ids = ids;
      this.checks = checks;
    }

    void put(long id, long check) {
      int number = ids.number(id);
      if (number == checks.length) {
        checks = Arrays.copyOf(checks, number * 2);
      }
      checks[number] = check;
    }

    Day copy() {
      return new Day(ids.copy(), checks.clone());
    }
  }

  private final NavigableMap<Integer, Day> days = new TreeMap<>();

  /** Whether nothing is remembered. */
  public boolean isEmpty() {
    return days.isEmpty();
  }

  /** The check of a series that was sighted on a day; empty where it was not. */
  public OptionalLong check(int day, long id) {
    Day of = days.get(day);
    int number = of == null ? -1 : of.ids.find(id);
    return of == null || number < 0 ? OptionalLong.empty() : OptionalLong.of(of.checks[number]);
  }

  /** Remembers a series and its check for a day. */
  public void put(int day, long id, long check) {
    days.computeIfAbsent(day, unused -> new Day()).put(id, check);
  }

  /** Forgets a day. */
  public void forget(int day) {
    days.remove(day);
  }

  /** The same, which changes apart from this. */
  public SightedSeries copy() {
    SightedSeries copy = new SightedSeries();
    days.forEach((day, of) -> copy.days.put(day, of.copy()));
    return copy;
  }

  void write(DataOutputView out) throws IOException {
    Wire.writeLength(days.size(), out);
    for (Map.Entry<Integer, Day> day : days.entrySet()) {
      out.writeInt(day.getKey());
      Day of = day.getValue();
      int size = of.ids.size();
      Wire.writeLength(size, out);
      long[] ids = of.ids.values();
      for (int number = 0; number < size; number++) {
        out.writeLong(ids[number]);
        out.writeLong(of.checks[number]);
      }
    }
  }

  /** What {@link #write} wrote. */
  static SightedSeries read(DataInputView in) throws IOException {
    SightedSeries series = new SightedSeries();
    for (int left = Wire.readLength(in); left > 0; left--) {
      Day of = new Day();
      series.days.put(in.readInt(), of);
      for (int size = Wire.readLength(in); size > 0; size--) {
        of.put(in.readLong(), in.readLong());
      }
    }
    return series;
  }
}
