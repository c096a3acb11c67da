package io.watchlake.app.sql;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints an answer as CSV by RFC 4180: a header, lines ended by CRLF, quotes where they are needed.
 * NULL is an empty field, an empty text a quoted empty field.
 */
public final class CsvPrinter implements RowSink {

  private final Appendable out;

  public CsvPrinter(Appendable out) {
    this.out = out;
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    row(columns.stream().map(Column::name).toList());
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    String separator = "";
    for (Object value : values) {
      out.append(separator);
      if (value != null) {
        field(value.toString());
      }
      separator = ",";
    }
    out.append("\r\n");
  }

  private void field(String text) throws IOException {
    if (needsQuotes(text)) {
      out.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      out.append(text);
    }
  }

  private static boolean needsQuotes(String text) {
    return text.isEmpty()
        || text.indexOf(',') >= 0
        || text.indexOf('"') >= 0
        || text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0;
  }

  @Override
  public void end(Summary summary) {
    // The last row ended with its own line break.
  }
}
