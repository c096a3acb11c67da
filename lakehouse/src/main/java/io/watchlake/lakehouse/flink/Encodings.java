package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.parquet.ColumnEncoding;
import java.io.Serializable;
import java.util.Set;

/**
 * How the columns of a table are encoded in its files. A column that is not named here tries a
 * dictionary, which is best where values come again.
 *
 * @param plain columns as they are: doubles and texts that hardly ever come again
 * @param delta columns of longs as differences from one to the next: those of counters are small
 */
record Encodings(Set<String> plain, Set<String> delta) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The encoding of a column. */
  ColumnEncoding of(String column) {
    if (plain.contains(column)) {
      return ColumnEncoding.PLAIN;
    }
    return delta.contains(column) ? ColumnEncoding.DELTA : ColumnEncoding.DICTIONARY;
  }
}
