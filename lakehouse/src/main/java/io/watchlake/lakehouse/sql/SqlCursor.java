package io.watchlake.lakehouse.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer row by row, as DuckDB makes it: memory does not grow with the rows. For one thread.
 * Close it, also before the last row; that ends the query.
 */
public final class SqlCursor implements AutoCloseable {

  private final Connection connection;
  private final QueryCatalog catalog;
  private final Map<String, Long> snapshots;
  private final RowStream stream;
  private final SqlFailures failures;
  private final long start;
  private long rows;
  private boolean closed;

  /**
   * What it is given is closed with it.
   *
   * @param start when the question came, in {@link System#nanoTime()}
   */
  SqlCursor(
      Connection connection,
      QueryCatalog catalog,
      Map<String, Long> snapshots,
      RowStream stream,
      SqlFailures failures,
      long start) {
    this.connection = connection;
    this.catalog = catalog;
    this.snapshots = Map.copyOf(snapshots);
    this.stream = stream;
    this.failures = failures;
    this.start = start;
  }

  /** Names and types, in order. */
  public List<SqlResult.Column> columns() {
    return stream.columns();
  }

  /** The snapshot each table is read at, as in {@link SqlResult#snapshots()}. */
  public Map<String, Long> snapshots() {
    return snapshots;
  }

  /**
   * The next row, its values as in {@link SqlResult#rows()}; null after the last.
   *
   * @throws SqlException if the answer cannot be gone on with: the rows so far are not all of it
   */
  public @Nullable List<@Nullable Object> next() {
    try {
      List<@Nullable Object> row = stream.next();
      if (row != null) {
        rows++;
      }
      return row;
    } catch (SQLException e) {
      throw failures.amid(rows, e);
    }
  }

  /** Time since the question came, planning included. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Closing again does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (connection;
        catalog;
        stream) {
      // From the last to the first, all of them whatever happens.
    } catch (SQLException e) {
      throw new IllegalStateException("a query does not close: " + e.getMessage(), e);
    }
  }
}
