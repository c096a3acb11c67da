package io.watchlake.app.sql;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer as it comes: the columns once, then row by row, then how it ended. */
public interface RowSink {

  /** Called once, before any row. */
  void columns(List<Column> columns) throws IOException;

  /**
   * A row: a value a column, each null, a {@link Boolean}, a {@link Number} or text. Values of
   * other types come as text: times in ISO 8601, bytes in hex, lists, maps and structs as JSON.
   */
  void row(List<? extends @Nullable Object> values) throws IOException;

  /** Called once, after the last row: not when the query failed, so without it rows may miss. */
  void end(Summary summary) throws IOException;

  /**
   * How an answer ended.
   *
   * @param rows how many rows were given
   * @param cut whether there were more than the limit
   * @param elapsedMillis from the question to the last row
   */
  record Summary(long rows, boolean cut, long elapsedMillis) {}
}
