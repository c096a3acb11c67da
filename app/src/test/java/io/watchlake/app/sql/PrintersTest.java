package io.watchlake.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given rows, the text of a table and of CSV. */
class PrintersTest {

  private static final List<Column> COLUMNS =
      List.of(new Column("name", "VARCHAR"), new Column("amount", "DECIMAL(10,2)"));

  @Test
  void aTableAlignsNumbersRightAndCountsCharactersNotUnits() throws IOException {
    assertThat(
            table(
                0,
                COLUMNS,
                row("a", new BigDecimal("1.50")),
                row("𝄞 é", 1234),
                row(null, null),
                row("", 0)))
        .isEqualTo(
            """
            name  amount
            ────  ──────
            a       1.50
            𝄞 é     1234
            NULL    NULL
                       0
            """);
  }

  @Test
  void aTableWithoutRowsHasItsHead() throws IOException {
    assertThat(table(0, COLUMNS))
        .isEqualTo(
            """
            name  amount
            ────  ──────
            """);
  }

  @Test
  void controlCharactersAreShownNotSent() throws IOException {
    assertThat(table(0, COLUMNS.subList(0, 1), row("a\nb\tc\r\u001b[31m\u0000")))
        .endsWith("a\\nb\\tc\\r\\x1b[31m\\x00\n");
  }

  @Test
  void wideTextIsCutToTheTerminalNumbersNever() throws IOException {
    assertThat(table(20, COLUMNS, row("a rather long text", 123456)))
        .isEqualTo(
            """
            name          amount
            ────────────  ──────
            a rather lo…  123456
            """);
  }

  @Test
  void widthsComeFromTheFirstRowsSoThatALongTableStreams() throws IOException {
    StringBuilder out = new StringBuilder();
    TablePrinter printer = new TablePrinter(out, 0);
    printer.columns(COLUMNS);
    for (int i = 0; i < 1000; i++) {
      assertThat(out).isEmpty();
      printer.row(row("x", i));
    }
    assertThat(out.toString().lines()).hasSize(1002);
    printer.row(row("a wider text", 1));
    printer.end(new RowSink.Summary(1001, false, 1));
    assertThat(out.toString()).endsWith("x        999\na wider text       1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | plain",
        "a, b | \"a, b\"",
        "say \"x\" | \"say \"\"x\"\"\"",
        "`` | \"\"",
        "` edge ` | ` edge `",
      })
  void csvQuotesWhatNeedsIt(String value, String field) throws IOException {
    assertThat(csv(row(value))).isEqualTo("c\r\n" + field + "\r\n");
  }

  @Test
  void csvTellsNullFromEmptyAndKeepsLineBreaks() throws IOException {
    assertThat(csv(row((Object) null), row("a\nb"), row("a\rb"), row(true), row(1.5)))
        .isEqualTo("c\r\n\r\n\"a\nb\"\r\n\"a\rb\"\r\ntrue\r\n1.5\r\n");
  }

  private static List<Object> row(Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }

  @SafeVarargs
  private static String table(int width, List<Column> columns, List<Object>... rows)
      throws IOException {
    StringBuilder out = new StringBuilder();
    print(new TablePrinter(out, width), columns, rows);
    return out.toString();
  }

  @SafeVarargs
  private static String csv(List<Object>... rows) throws IOException {
    StringBuilder out = new StringBuilder();
    print(new CsvPrinter(out), List.of(new Column("c", "VARCHAR")), rows);
    return out.toString();
  }

  private static void print(RowSink printer, List<Column> columns, List<Object>[] rows)
      throws IOException {
    printer.columns(columns);
    for (List<Object> row : rows) {
      printer.row(row);
    }
    printer.end(new RowSink.Summary(rows.length, false, 1));
  }
}
