package io.watchlake.app.bench;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private BenchOptions options = new BenchOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    options.check();
    if (rows < 1 || days < 1 || days > 365 || runs < 1) {
      throw CommandException.badInput("--rows, --days (365 at most) and --runs are 1 at least");
    }
    QueriesBench.Settings settings = new QueriesBench.Settings(rows, days, runs);
    Console console = options.console(spec.commandLine().getErr());
    try (WorkFolder folder = options.folder(settings.neededBytes(), console)) {
      QueriesFigures figures = new QueriesBench(settings, folder, console).run();
      PrintWriter out = spec.commandLine().getOut();
      if (options.json()) {
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
