package io.watchlake.lakehouse.sql;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Reads DuckDB's results into plain values. */
final class ResultReader {

  private ResultReader() {}

  static List<SqlResult.Column> columns(ResultSetMetaData metadata) throws SQLException {
    List<SqlResult.Column> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(new SqlResult.Column(metadata.getColumnLabel(i), metadata.getColumnTypeName(i)));
    }
    return List.copyOf(columns);
  }

  static List<@Nullable Object> row(ResultSet result, int columns) throws SQLException {
    @Nullable Object[] row = new Object[columns];
    for (int i = 0; i < columns; i++) {
      row[i] = plain(result.getObject(i + 1));
    }
    return Collections.unmodifiableList(Arrays.asList(row));
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value == null) {
      return null;
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    }
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    if (value instanceof Time time) {
      return time.toLocalTime();
    }
    if (value instanceof Blob blob) {
      return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Array array) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        list.add(plain(element));
      }
      return Collections.unmodifiableList(list);
    }
    if (value instanceof DuckDBStruct struct) {
      return map(struct.getMap());
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof UUID || value.getClass().getName().startsWith("org.duckdb")) {
      return value.toString();
    }
    return value;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> map) throws SQLException {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      result.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
    }
    return Collections.unmodifiableMap(result);
  }
}
