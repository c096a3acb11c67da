package io.watchlake.app.sql;

import java.io.IOException;

/** Something that answers questions in SQL: the lakehouse itself, or a server that asks it. */
public interface SqlSource {

  /** The limit that means all rows. */
  long ALL_ROWS = 0;

  /**
   * Asks a question. Rows are given as they come: memory does not grow with them.
   *
   * @param limit how many rows to give at most; {@link #ALL_ROWS} for all
   * @throws SqlFailure if the question is wrong or cannot be answered rightly, which may come out
   *     after some rows
   * @throws IOException if the sink fails, or the way to the source does
   */
  void query(String sql, long limit, RowSink sink) throws SqlFailure, IOException;
}
