package io.watchlake.app.bench;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.Terminal;
import io.watchlake.app.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake bench queries}. */
@Command(
    name = "queries",
    mixinStandardHelpOptions = true,
    description = {
      "Writes days of minute rollups and asks the dashboards' queries of them, by the engine that"
          + " `sql` and the page use; starting a process is not part of it."
    },
    footer = {"", "Exit code: 0 measured, 1 not done or an answer is missing, 2 wrong usage."})
public final class QueriesBenchCommand implements Callable<Integer> {

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "About how many rollups (default: ${DEFAULT-VALUE}).",
      defaultValue = "50000000")
  private long rows;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How many days they cover (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int days;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How often each query is asked (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int runs;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where the tables' folder is made (default: the system's temporary folder).")
  private @Nullable Path work;

  @Option(names = "--keep", description = "Keep that folder.")
  private boolean keep;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How the result is written (default: text).")
  private String format = "text";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (!format.equals("text") && !format.equals("json")) {
      throw CommandException.badInput("--format is text or json, not '" + format + "'");
    }
    if (rows < 1 || days < 1 || days > 365 || runs < 1) {
      throw CommandException.badInput("--rows, --days (365 at most) and --runs are 1 at least");
    }
    QueriesBench.Settings settings = new QueriesBench.Settings(rows, days, runs);
    Console console = new Console(spec.commandLine().getErr(), Terminal.ofProcess().interactive());
    Path below = work == null ? Path.of(System.getProperty("java.io.tmpdir")) : work;
    try (WorkFolder folder = WorkFolder.create(below, settings.neededBytes(), keep, console)) {
      QueriesFigures figures = new QueriesBench(settings, folder, console).run();
      PrintWriter out = spec.commandLine().getOut();
      if (format.equals("json")) {
        out.println(Json.write(figures));
      } else {
        print(figures, out);
      }
      out.flush();
      return ExitCode.OK;
    }
  }

  private static void print(QueriesFigures figures, PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "%,d rollups of %d days in %,d files, %,d MB: p50 %.3f s, p99 %.3f s",
            figures.rows(),
            figures.days(),
            figures.files(),
            figures.bytes() / 1_000_000,
            figures.p50Seconds(),
            figures.p99Seconds()));
    figures
        .queries()
        .forEach(
            (name, query) ->
                out.println(
                    String.format(
                        Locale.ROOT,
                        "  %-48s first %.3f s, p50 %.3f s, p99 %.3f s",
                        name,
                        query.firstSeconds(),
                        query.p50Seconds(),
                        query.p99Seconds())));
  }
}
