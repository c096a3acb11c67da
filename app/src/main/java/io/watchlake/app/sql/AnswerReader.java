package io.watchlake.app.sql;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.watchlake.app.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link AnswerWriter} wrote, row by row, into a sink. */
final class AnswerReader {

  private AnswerReader() {}

  /**
   * Reads a whole answer.
   *
   * @throws SqlFailure if the answer says that the query failed
   * @throws IOException if the answer breaks off, is no answer, or the sink fails
   */
  static void read(InputStream in, RowSink sink) throws IOException, SqlFailure {
    try (JsonParser json = Json.factory().createParser(in)) {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      List<Column> columns = List.of();
      long rows = -1;
      boolean cut = false;
      long elapsedMillis = 0;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        switch (field) {
          case "columns" -> {
            columns = columns(json);
            sink.columns(columns);
          }
          case "rows" -> rows(json, columns, sink);
          case "row_count" -> rows = json.getLongValue();
          case "cut" -> cut = json.getBooleanValue();
          case "elapsed_millis" -> elapsedMillis = json.getLongValue();
          case "error" -> throw failure(json);
          default -> {
            if (value.isStructStart()) {
              json.skipChildren();
            }
          }
        }
      }
      if (rows < 0) {
        throw new IOException("the answer broke off");
      }
      sink.end(new RowSink.Summary(rows, cut, elapsedMillis));
    }
  }

  private static List<Column> columns(JsonParser json) throws IOException {
    List<Column> columns = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String name = "";
      String type = "";
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("name")) {
          name = json.getText();
        } else if (field.equals("type")) {
          type = json.getText();
        }
      }
      columns.add(new Column(name, type));
    }
    return columns;
  }

  private static void rows(JsonParser json, List<Column> columns, RowSink sink) throws IOException {
    while (json.nextToken() == JsonToken.START_ARRAY) {
      List<@Nullable Object> row = new ArrayList<>();
      for (JsonToken token = json.nextToken();
          token != JsonToken.END_ARRAY;
          token = json.nextToken()) {
        row.add(value(json, token, columns.get(row.size())));
      }
      sink.row(row);
    }
  }

  private static @Nullable Object value(JsonParser json, @Nullable JsonToken token, Column column)
      throws IOException {
    if (token == null) {
      throw new IOException("the answer broke off");
    }
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getNumberValue();
      case VALUE_NUMBER_FLOAT -> number(json.getText(), column);
      case VALUE_STRING -> json.getText();
      default -> throw new IOException("unexpected " + token + " in a row of the answer");
    };
  }

  /** A decimal keeps its digits; a floating point number is printed as it would be here. */
  private static Object number(String text, Column column) {
    if (column.type().startsWith("DECIMAL")) {
      return new BigDecimal(text);
    }
    return Double.valueOf(text);
  }

  private static SqlFailure failure(JsonParser json) throws IOException {
    String code = "";
    String message = "the query failed";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (field.equals("code")) {
        code = json.getText();
      } else if (field.equals("message")) {
        message = json.getText();
      } else {
        json.skipChildren();
      }
    }
    return new SqlFailure(SqlFailure.Fault.ofCode(code), message);
  }

  private static void expect(@Nullable JsonToken token, JsonToken wanted) throws IOException {
    if (token != wanted) {
      throw new IOException("the answer is not a JSON object");
    }
  }
}
