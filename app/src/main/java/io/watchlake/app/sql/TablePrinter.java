package io.watchlake.app.sql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints an answer as an aligned table: numbers to the right, NULL as {@code NULL}, a value never
 * over more than one line. Widths come from the first {@value #MEASURED} rows, so a long answer
 * still streams; a wider value further down only shifts its own line.
 */
final class TablePrinter implements RowSink {

  private static final int MEASURED = 1000;
  private static final int NARROWEST = 8;
  private static final String GAP = "  ";
  private static final char CUT = '…';

  private final Appendable out;
  private final int lineWidth;
  private final List<List<String>> waiting = new ArrayList<>();
  private List<Column> columns = List.of();
  private int[] widths = {};
  private boolean measured;

  /**
   * @param lineWidth width of the terminal, to cut wide values to; 0 to cut nothing
   */
  TablePrinter(Appendable out, int lineWidth) {
    this.out = out;
    this.lineWidth = lineWidth;
  }

  @Override
  public void columns(List<Column> newColumns) {
    columns = newColumns;
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    List<String> cells = values.stream().map(TablePrinter::cell).toList();
    if (measured) {
      line(cells);
    } else {
      waiting.add(cells);
      if (waiting.size() == MEASURED) {
        printWaiting();
      }
    }
  }

  @Override
  public void end(Summary summary) throws IOException {
    if (!measured) {
      printWaiting();
    }
  }

  private void printWaiting() throws IOException {
    measured = true;
    widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(cell(columns.get(i).name()));
      for (List<String> row : waiting) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    if (lineWidth > 0) {
      fit();
    }
    line(columns.stream().map(column -> cell(column.name())).toList());
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      rule.append(i == 0 ? "" : GAP).append("─".repeat(widths[i]));
    }
    out.append(rule).append('\n');
    for (List<String> row : waiting) {
      line(row);
    }
    waiting.clear();
  }

  /** Takes from the widest text column, a character at a time, until a line fits. */
  private void fit() {
    int total = GAP.length() * Math.max(0, widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    while (total > lineWidth) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (!columns.get(i).isNumber()
            && widths[i] > NARROWEST
            && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
      total--;
    }
  }

  private void line(List<String> cells) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = lineWidth > 0 ? cut(cells.get(i), widths[i]) : cells.get(i);
      String padding = " ".repeat(Math.max(0, widths[i] - width(cell)));
      boolean last = i == cells.size() - 1;
      line.append(i == 0 ? "" : GAP);
      if (columns.get(i).isNumber()) {
        line.append(padding).append(cell);
      } else {
        line.append(cell).append(last ? "" : padding);
      }
    }
    out.append(line).append('\n');
  }

  /** Control characters would move the cursor of a terminal, so they are shown instead. */
  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    String text = value.toString();
    if (text.codePoints().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                  if (Character.isISOControl(point)) {
                    shown.append(String.format("\\x%02x", point));
                  } else {
                    shown.appendCodePoint(point);
                  }
                }
              }
            });
    return shown.toString();
  }

  private static String cut(String text, int width) {
    return width(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + CUT;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
