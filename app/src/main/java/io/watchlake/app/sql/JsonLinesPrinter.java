package io.watchlake.app.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import io.watchlake.app.json.Json;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints an answer as JSON lines: an object a row, from column name to value. Columns of one name
 * are told apart by {@code _2}, {@code _3} and so on.
 */
final class JsonLinesPrinter implements RowSink {

  private final Writer out;
  private List<String> names = List.of();

  JsonLinesPrinter(Writer out) {
    this.out = out;
  }

  @Override
  public void columns(List<Column> columns) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    names =
        columns.stream()
            .map(
                column -> {
                  int place = seen.merge(column.name(), 1, Integer::sum);
                  return place == 1 ? column.name() : column.name() + "_" + place;
                })
            .toList();
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    JsonGenerator json =
        Json.factory()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.writeStartObject();
    for (int i = 0; i < values.size(); i++) {
      json.writeFieldName(names.get(i));
      AnswerWriter.writeValue(json, values.get(i));
    }
    json.writeEndObject();
    json.close();
    out.write('\n');
  }

  @Override
  public void end(Summary summary) {
    // A line a row is all there is.
  }
}
