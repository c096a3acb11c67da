package io.watchlake.app.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import io.watchlake.app.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as the JSON object of {@code /api/sql}, row by row: {@code {"columns": [{"name",
 * "type"}], "rows": [[...]], "row_count", "cut", "elapsed_millis"}}. A query that fails after its
 * first rows ends in {@code "error"} instead of the figures.
 */
public final class AnswerWriter implements RowSink {

  private final JsonGenerator json;

  public AnswerWriter(OutputStream out) throws IOException {
    this.json = Json.factory().createGenerator(out);
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("columns");
    for (Column column : columns) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeStringField("type", column.type());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    json.writeStartArray();
    for (Object value : values) {
      writeValue(json, value);
    }
    json.writeEndArray();
  }

  @Override
  public void end(Summary summary) throws IOException {
    json.writeEndArray();
    json.writeNumberField("row_count", summary.rows());
    json.writeBooleanField("cut", summary.cut());
    json.writeNumberField("elapsed_millis", summary.elapsedMillis());
    json.writeEndObject();
    json.close();
  }

  /** Ends an answer that has begun with what went wrong. */
  public void fail(SqlFailure failure) throws IOException {
    json.writeEndArray();
    json.writeObjectFieldStart("error");
    json.writeStringField("code", failure.fault().code());
    json.writeStringField("message", failure.getMessage());
    json.writeEndObject();
    json.writeEndObject();
    json.close();
  }

  /** Writes one value of a row; numbers that JSON does not know (NaN, infinities) as text. */
  static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (value instanceof BigInteger integer) {
      json.writeNumber(integer);
    } else if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isFinite(number)) {
        json.writeNumber(value.toString());
      } else {
        json.writeString(value.toString());
      }
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(value.toString());
    }
  }
}
