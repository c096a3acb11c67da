package io.watchlake.lakehouse.sql;

import io.watchlake.lakehouse.sql.SqlException.Reason;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;

/** What DuckDB's failures mean to the person who asked. */
final class SqlFailures {

  private final SqlSettings settings;

  SqlFailures(SqlSettings settings) {
    this.settings = settings;
  }

  /** A failure before there was a row. */
  SqlException of(SQLException e) {
    return of("", e);
  }

  /**
   * A failure amid an answer.
   *
   * @param rows how many of its rows were given
   */
  SqlException amid(long rows, SQLException e) {
    return of("the answer broke off after " + rows + (rows == 1 ? " row: " : " rows: "), e);
  }

  private SqlException of(String prefix, SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof SQLTimeoutException || message.contains("INTERRUPT Error")) {
      return new SqlException(
          Reason.LIMIT,
          prefix
              + "cancelled after "
              + settings.timeout().toSeconds()
              + " s: ask for less, such as a shorter time, or use Flink SQL",
          e);
    }
    if (message.contains("Out of Memory Error")) {
      return new SqlException(
          Reason.LIMIT,
          prefix
              + "needs more memory than the "
              + (settings.memoryBytes() >> 20)
              + " MiB that SQL may use: ask for less, such as a shorter time, raise the limit, or"
              + " use Flink SQL",
          e);
    }
    if (filesVanished(e)) {
      return new SqlException(
          Reason.FAILED,
          prefix + "files were replaced while they were read: ask again (" + message + ")",
          e);
    }
    return new SqlException(
        isOurs(message) ? Reason.FAILED : Reason.STATEMENT, prefix + withoutStack(message), e);
  }

  /** Whether {@code maintain} deleted files of a snapshot that had been planned. */
  static boolean filesVanished(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No files found") || message.contains("Cannot open file");
  }

  /** Whether no other statement would have done better: a broken file, a fault of DuckDB. */
  private static boolean isOurs(String message) {
    return message.startsWith("IO Error")
        || message.startsWith("INTERNAL Error")
        || message.startsWith("Invalid Error")
        || message.startsWith("TransactionContext Error");
  }

  private static String withoutStack(String message) {
    int stack = message.toLowerCase(Locale.ROOT).indexOf("\nstack trace");
    return stack < 0 ? message : message.substring(0, stack);
  }
}
