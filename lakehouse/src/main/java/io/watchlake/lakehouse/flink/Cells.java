package io.watchlake.lakehouse.flink;

import org.jspecify.annotations.Nullable;

/**
 * Takes the cells of a row one after the other, in the order of the table's columns. What a row
 * holds is said once, to this; whether it becomes a row object or goes straight into the columns of
 * a file is no concern of who says it.
 *
 * <p>Arrays are not copied and must not be changed afterwards.
 */
interface Cells {

  Cells value(int value);

  Cells value(long value);

  Cells value(double value);

  Cells value(boolean value);

  Cells text(String value);

  /** A text that comes again in other rows. */
  Cells repeated(String value);

  Cells bytes(byte[] value);

  /** A time, cut down to microseconds. */
  Cells timestamp(long unixNano);

  Cells list(long[] values);

  Cells list(double[] values);

  Cells list(int[] values);

  Cells list(@Nullable String[] values);

  /** A list of doubles that are given by their bits. */
  Cells doubles(long[] bits);

  /** Null, in any column but that of the origin. */
  Cells none();

  /** The column {@code _origin} of rows made of several messages. */
  Cells originRange(String topic, int partition, long offsetFirst, long offsetLast);

  /** Where the model says "empty where there is none", the table says null. */
  default Cells repeatedOrNone(String value) {
    return value.isEmpty() ? none() : repeated(value);
  }

  default Cells textOrNone(@Nullable String value) {
    return value == null ? none() : text(value);
  }

  /** Where the model says "0 where there is none", the table says null. */
  default Cells valueOrNone(long value) {
    return value == 0 ? none() : value(value);
  }

  /** Where the model says NaN where there is none, the table says null. */
  default Cells valueOrNone(double value) {
    return Double.isNaN(value) ? none() : value(value);
  }

  /** Where the model says "empty where there is none", the table says null. */
  default Cells listOrNone(long[] values) {
    return values.length == 0 ? none() : list(values);
  }

  default Cells listOrNone(double[] values) {
    return values.length == 0 ? none() : list(values);
  }

  /** Says so many times null. */
  default Cells none(int columns) {
    for (int column = 0; column < columns; column++) {
      none();
    }
    return this;
  }
}
