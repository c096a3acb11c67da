package io.watchlake.lakehouse.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one statement, as DuckDB makes them.
 *
 * <p>DuckDB ends a stream that failed amid just like one that is complete (seen up to 1.5). The
 * failure does abort its transaction though. So each stream has a transaction of its own, which
 * tells at the end whether that was the end; why it failed comes out by running the statement
 * again, without its rows.
 */
final class RowStream implements AutoCloseable {

  private final Connection connection;
  private final ParsedStatement parsed;
  private final TimeLimit limit;
  private final Statement statement;
  private final TimeLimit.Watch watch;
  private final ResultSet result;
  private final List<SqlResult.Column> columns;
  private @Nullable List<@Nullable Object> first;
  private boolean ended;

  private RowStream(
      Connection connection,
      ParsedStatement parsed,
      TimeLimit limit,
      Statement statement,
      TimeLimit.Watch watch)
      throws SQLException {
    this.connection = connection;
    this.parsed = parsed;
    this.limit = limit;
    this.statement = statement;
    this.watch = watch;
    this.result = watch.time(() -> statement.executeQuery(parsed.sql()));
    this.columns = ResultReader.columns(result.getMetaData());
  }

  /**
   * Runs a statement up to its first row.
   *
   * @param connection in auto-commit mode, and again so when the stream is closed
   * @throws SQLException if DuckDB fails before there is a row
   */
  static RowStream open(Connection connection, ParsedStatement parsed, TimeLimit limit)
      throws SQLException {
    Statement statement = connection.createStatement();
    TimeLimit.Watch watch = limit.watch(connection);
    try {
      connection.setAutoCommit(false);
      RowStream stream = new RowStream(connection, parsed, limit, statement, watch);
      stream.first = stream.fetch();
      return stream;
    } catch (SQLException e) {
      watch.close();
      close(connection, statement);
      throw e;
    }
  }

  List<SqlResult.Column> columns() {
    return columns;
  }

  /**
   * The next row; null after the last, when it is sure that it was the last.
   *
   * @throws SQLException if the rows so far are not all
   */
  @Nullable List<@Nullable Object> next() throws SQLException {
    List<@Nullable Object> row = first;
    if (row != null) {
      first = null;
      return row;
    }
    return ended ? null : fetch();
  }

  private @Nullable List<@Nullable Object> fetch() throws SQLException {
    boolean more;
    try {
      more = watch.time(result::next);
    } catch (SQLTimeoutException e) {
      throw e;
    } catch (SQLException e) {
      throw reason(e);
    }
    if (more) {
      return ResultReader.row(result, columns.size());
    }
    ended = true;
    result.close();
    try (Statement proof = connection.createStatement()) {
      // Fails in a transaction that was aborted.
      proof.execute("SELECT 1");
    } catch (SQLException e) {
      throw reason(e);
    }
    return null;
  }

  /** Why the stream failed; {@code symptom} where that does not come out. */
  private SQLException reason(SQLException symptom) throws SQLException {
    connection.rollback();
    try (Statement again = connection.createStatement();
        TimeLimit.Watch time = limit.watch(connection)) {
      time.time(() -> again.execute("EXPLAIN ANALYZE " + parsed.query()));
    } catch (SQLException e) {
      return String.valueOf(e.getMessage()).startsWith("Parser Error") ? symptom : e;
    }
    return symptom;
  }

  @Override
  public void close() throws SQLException {
    watch.close();
    close(connection, statement);
  }

  /** Closes the statement with its result, and ends the transaction. */
  private static void close(Connection connection, Statement statement) throws SQLException {
    statement.close();
    connection.rollback();
    connection.setAutoCommit(true);
  }
}
