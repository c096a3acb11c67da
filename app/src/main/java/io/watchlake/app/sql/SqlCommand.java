package io.watchlake.app.sql;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.Terminal;
import io.watchlake.app.stack.SupervisorInfo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.ConnectException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake sql}: asks the lakehouse a question in SQL. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the lakehouse a question in SQL, with the stack up or down.",
      "",
      "Tables: telemetry.spans, telemetry.logs, telemetry.metric_points and more;",
      "\"SHOW ALL TABLES\" lists them, \"DESCRIBE telemetry.spans\" their columns.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake sql \"SELECT service, count(*) FROM telemetry.spans GROUP BY service\"",
      "  ./watchlake sql --format csv --file question.sql > answer.csv",
      "",
      "Exit code: 0 answered, 1 could not be answered, 2 wrong SQL or usage."
    })
public final class SqlCommand implements Callable<Integer> {

  private static final long TABLE_LIMIT = 10_000;

  @Mixin private HomeOption home = new HomeOption();

  @ArgGroup(multiplicity = "1")
  private Question question = new Question();

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      description =
          "table (default), csv (RFC 4180) or json (a JSON object a line, one for each row).")
  private String format = "table";

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      description = "Give so many rows at most; 0 means all (default: 10000 as a table, else all).")
  private @Nullable Long limit;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Where the question comes from. */
  static final class Question {

    @Parameters(paramLabel = "SQL", description = "The question; - reads it from standard input.")
    private @Nullable String sql;

    @Option(names = "--file", paramLabel = "FILE", description = "Reads the question from a file.")
    private @Nullable Path file;

    String text() {
      String text = file != null ? read(file) : "-".equals(sql) ? readInput() : sql;
      if (text == null || text.isBlank()) {
        throw CommandException.badInput("there is no question: give some SQL");
      }
      return text;
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (NoSuchFileException e) {
        throw CommandException.badInput("there is no file " + file);
      } catch (MalformedInputException e) {
        throw CommandException.badInput(file + " is not UTF-8 text");
      } catch (IOException e) {
        throw CommandException.badInput("cannot read " + file + ": " + e.getMessage());
      }
    }

    private static String readInput() {
      try {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw CommandException.badInput("cannot read standard input: " + e.getMessage());
      }
    }
  }

  @Override
  public Integer call() {
    Form form = Form.of(format);
    String sql = question.text();
    long rows = limit != null ? limit : form == Form.TABLE ? TABLE_LIMIT : SqlSource.ALL_ROWS;
    if (rows < 0) {
      throw CommandException.badInput("--limit must be a number of rows, or 0 for all");
    }
    Terminal terminal = form == Form.TABLE ? Terminal.ofProcess() : new Terminal(false, false, 0);
    Writer out = new BufferedWriter(new Output(spec.commandLine().getOut()));
    try {
      ask(sql, rows, new Report(form.printer(out, terminal), out, spec.commandLine().getErr()));
    } catch (SqlFailure e) {
      flush(out);
      throw e.fault() == SqlFailure.Fault.QUESTION
          ? CommandException.badInput(e.getMessage())
          : CommandException.failed(e.getMessage(), e);
    } catch (IOException e) {
      flush(out);
      throw CommandException.failed("the answer broke off: " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private void ask(String sql, long rows, RowSink sink) throws SqlFailure, IOException {
    Optional<SupervisorInfo> stack = SupervisorInfo.find(home.path());
    if (stack.isPresent()) {
      try {
        new RemoteSql(stack.get().appUrl()).query(sql, rows, sink);
        return;
      } catch (ConnectException e) {
        // The server is down while the stack is up: its files can be read all the same.
      }
    }
    try (LakehouseSql local = LakehouseSql.ofHome(home.path())) {
      local.query(sql, rows, sink);
    }
  }

  private static void flush(Writer out) {
    try {
      out.flush();
    } catch (IOException e) {
      throw CommandException.failed("cannot write the answer: " + e.getMessage(), e);
    }
  }

  /** How an answer is printed. */
  private enum Form {
    TABLE,
    CSV,
    JSON;

    static Form of(String name) {
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw CommandException.badInput("--format is table, csv or json, not '" + name + "'");
      }
    }

    RowSink printer(Writer out, Terminal terminal) {
      return switch (this) {
        case TABLE -> new TablePrinter(out, terminal.width());
        case CSV -> new CsvPrinter(out);
        case JSON -> new JsonLinesPrinter(out);
      };
    }
  }

  /** Notices that nobody takes the output any more, which a {@link PrintWriter} keeps quiet. */
  private static final class Output extends Writer {

    private final PrintWriter out;

    Output(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      out.write(text, offset, length);
      flush();
    }

    @Override
    public void flush() throws IOException {
      if (out.checkError()) {
        throw new IOException("the output is closed or full");
      }
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /** Prints an answer, and tells on the error stream how much it was and how long it took. */
  private record Report(RowSink printer, Writer out, PrintWriter err) implements RowSink {

    @Override
    public void columns(List<Column> columns) throws IOException {
      printer.columns(columns);
    }

    @Override
    public void row(List<? extends @Nullable Object> values) throws IOException {
      printer.row(values);
    }

    @Override
    public void end(Summary summary) throws IOException {
      printer.end(summary);
      out.flush();
      err.printf(
          Locale.ROOT,
          "%d %s in %.3f s%s%n",
          summary.rows(),
          summary.rows() == 1 ? "row" : "rows",
          summary.elapsedMillis() / 1000.0,
          summary.cut() ? ", cut there: --limit 0 gives all" : "");
      err.flush();
    }
  }
}
