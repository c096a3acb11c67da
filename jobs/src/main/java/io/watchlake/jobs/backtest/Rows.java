package io.watchlake.jobs.backtest;

import io.watchlake.lakehouse.sql.SqlCursor;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.model.signal.Signal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Signals made of rows, which several questions give one after the other. */
final class Rows implements SignalHistory {

  private final SqlEngine sql;
  private final Deque<String> questions;
  private final Function<Row, @Nullable Signal> signal;
  private @Nullable SqlCursor cursor;

  /**
   * @param questions whose answers are in the order of time, each after those before it
   * @param signal what a row is; null for none
   */
  Rows(SqlEngine sql, List<String> questions, Function<Row, @Nullable Signal> signal) {
    this.sql = sql;
    this.questions = new ArrayDeque<>(questions);
    this.signal = signal;
  }

  @Override
  public @Nullable Signal next() {
    while (true) {
      SqlCursor open = cursor;
      if (open == null) {
        String question = questions.poll();
        if (question == null) {
          return null;
        }
        open = sql.open(question);
        cursor = open;
      }
      List<@Nullable Object> row = open.next();
      if (row == null) {
        close();
        continue;
      }
      Signal found = signal.apply(new Row(row));
      if (found != null) {
        return found;
      }
    }
  }

  @Override
  public void close() {
    SqlCursor open = cursor;
    cursor = null;
    if (open != null) {
      open.close();
    }
  }

  /** Texts as a list of SQL, {@code ('a', 'b')}; there is one at least. */
  static String list(Collection<String> texts) {
    return texts.stream().map(Rows::text).collect(Collectors.joining(", ", "(", ")"));
  }

  /** A text of SQL. */
  static String text(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}
