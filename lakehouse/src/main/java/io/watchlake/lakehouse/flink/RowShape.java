package io.watchlake.lakehouse.flink;

import java.io.Serializable;

/**
 * What becomes of a record in a table whose partitions are days.
 *
 * @param <T> what becomes a row
 */
public final class RowShape<T> implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  /** Says the cells of a record, all of them, in the order of the table's columns. */
  interface Filler<T> extends Serializable {
    void fill(T record, Cells cells);
  }

  /** The time in a record's column {@code ts}, nanoseconds since the epoch, UTC. */
  interface Time<T> extends Serializable {
    long unixNano(T record);
  }

  private final Filler<T> filler;
  private final Time<T> time;

  private final Encodings encodings;

  RowShape(Filler<T> filler, Time<T> time, Encodings encodings) {
    this.filler = filler;
    this.time = time;
    this.encodings = encodings;
  }

  void fill(T record, Cells cells) {
    filler.fill(record, cells);
  }

  Encodings encodings() {
    return encodings;
  }

  /** The day of a record, counted from the epoch. */
  int day(T record) {
    return (int) Math.floorDiv(time.unixNano(record), NANOS_PER_DAY);
  }
}
