package io.watchlake.app.sql;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The whole answer to a question whose columns are known, for code rather than people. */
public final class Rows {

  private Rows() {}

  /**
   * Asks and gathers all rows.
   *
   * @throws SqlFailure if the question cannot be answered
   * @throws IOException if the way to the source fails
   */
  public static List<Row> of(SqlSource source, String sql) throws SqlFailure, IOException {
    Gatherer gatherer = new Gatherer();
    source.query(sql, SqlSource.ALL_ROWS, gatherer);
    return gatherer.rows;
  }

  /** A text literal of SQL. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A literal of a moment, with microseconds. */
  public static String quoted(Instant instant) {
    return "TIMESTAMPTZ '" + instant + "'";
  }

  /** A row; columns by name. */
  public static final class Row {

    private final Map<String, Integer> places;
    private final List<? extends @Nullable Object> values;

    private Row(Map<String, Integer> places, List<? extends @Nullable Object> values) {
      this.places = places;
      this.values = values;
    }

    private @Nullable Object value(String column) {
      Integer place = places.get(column);
      if (place == null) {
        throw new IllegalArgumentException("the answer has no column " + column);
      }
      return values.get(place);
    }

    /** The text of a value; null where it is NULL. */
    public @Nullable String textOrNull(String column) {
      Object value = value(column);
      return value == null ? null : value.toString();
    }

    /** The text of a value that is never NULL. */
    public String text(String column) {
      return Objects.requireNonNull(textOrNull(column), column);
    }

    /** A number; null where it is NULL. */
    public @Nullable Double numberOrNull(String column) {
      return value(column) instanceof Number number ? number.doubleValue() : null;
    }

    /** A number; 0 where it is NULL. */
    public double number(String column) {
      Double number = numberOrNull(column);
      return number == null ? 0 : number;
    }

    /** An integer; 0 where it is NULL. */
    public long integer(String column) {
      return value(column) instanceof Number number ? number.longValue() : 0;
    }

    /** A moment given in microseconds since the epoch; null where it is NULL. */
    public @Nullable Instant momentOrNull(String column) {
      return value(column) instanceof Number number ? ofMicros(number.longValue()) : null;
    }

    /** A moment given in microseconds since the epoch, never NULL. */
    public Instant moment(String column) {
      return Objects.requireNonNull(momentOrNull(column), column);
    }

    private static Instant ofMicros(long micros) {
      return Instant.ofEpochSecond(
          Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
  }

  private static final class Gatherer implements RowSink {

    private final Map<String, Integer> places = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    @Override
    public void columns(List<Column> columns) {
      for (Column column : columns) {
        places.put(column.name(), places.size());
      }
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
      rows.add(new Row(places, new ArrayList<>(values)));
    }

    @Override
    public void end(Summary summary) {
      // All rows were asked for, so there is nothing more to know.
    }
  }
}
