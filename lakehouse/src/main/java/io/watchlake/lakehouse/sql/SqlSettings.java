package io.watchlake.lakehouse.sql;

import java.time.Duration;

/**
 * Limits of interactive SQL.
 *
 * @param memoryBytes memory DuckDB may use over all queries at once
 * @param threads threads DuckDB uses
 * @param maxRows rows a {@link SqlResult} holds; more are cut off and it says so. A {@link
 *     SqlCursor} gives all
 * @param timeout after which a query is cancelled; what its reader does between rows takes none
 */
public record SqlSettings(long memoryBytes, int threads, int maxRows, Duration timeout) {

  /** 1 GiB, two threads, 100,000 rows, 5 minutes. */
  public static final SqlSettings DEFAULT =
      new SqlSettings(1L << 30, 2, 100_000, Duration.ofMinutes(5));

  public SqlSettings {
    if (memoryBytes < 64L << 20) {
      throw new IllegalArgumentException("SQL needs at least 64 MiB of memory, not " + memoryBytes);
    }
    if (threads < 1 || maxRows < 1 || timeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "SQL needs at least one thread, one row and one second: "
              + threads
              + ", "
              + maxRows
              + ", "
              + timeout);
    }
  }

  public SqlSettings withMaxRows(int rows) {
    return new SqlSettings(memoryBytes, threads, rows, timeout);
  }
}
