package io.watchlake.app.bench;

import io.watchlake.app.bench.measure.ProcessUse;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.StackException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake bench anomalies}. */
@Command(
    name = "anomalies",
    mixinStandardHelpOptions = true,
    description = {
      "Has the job `anomalies` watch many series with a window of 10 s each every 10 s, and says what",
      "that takes: CPU, memory, and how long checkpoints of what was learned are.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake bench anomalies --profile light",
      "  ./watchlake bench anomalies --series 20000 --seconds 60 --format json",
      "",
      "Exit code: 0 measured, 1 not done or windows are missing, 2 wrong usage."
    })
public final class AnomaliesBenchCommand implements Callable<Integer> {

  @Option(
      names = "--series",
      paramLabel = "N",
      description = "Series that are watched (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000")
  private int series;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long it is measured (default: ${DEFAULT-VALUE}).",
      defaultValue = "120")
  private int seconds;

  @Option(
      names = "--learned",
      paramLabel = "N",
      description =
          "Windows of each series that are learned before; from 200 on they are judged too"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "220")
  private int learned;

  @Option(
      names = "--profile",
      paramLabel = "full|light",
      description = "The detectors' profile (default: full).")
  private String profile = "full";

  @Option(
      names = "--state",
      paramLabel = "heap|rocksdb",
      description = "Where the job keeps them (default: heap).")
  private String state = "heap";

  @Option(
      names = "--checkpoints",
      paramLabel = "DURATION",
      description = "Time between checkpoints (default: 5s).")
  private String interval = "5s";

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Memory of the TaskManager (default: 6GiB).")
  private String memory = "6GiB";

  @Mixin private BenchOptions options = new BenchOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    options.check();
    if (series < 1 || seconds < 10 || learned < 0) {
      throw CommandException.badInput(
          "--series is 1 at least, --seconds 10 at least, --learned 0 at least");
    }
    if (!ProcessUse.isKnown()) {
      throw CommandException.failed(
          "CPU time of other processes is read from /proc, which this system does not have");
    }
    AnomaliesBench.Settings settings =
        new AnomaliesBench.Settings(series, seconds, learned, profile, state, interval, memory);
    Console console = options.console(spec.commandLine().getErr());
    try (WorkFolder folder = options.folder(settings.neededBytes(), console)) {
      AnomaliesFigures figures = new AnomaliesBench(settings, folder, console).run();
      PrintWriter out = spec.commandLine().getOut();
      if (options.json()) {
        out.println(Json.write(figures));
      } else {
        print(figures, out);
      }
      out.flush();
      return ExitCode.OK;
    } catch (StackException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
  }

  private static void print(AnomaliesFigures figures, PrintWriter out) {
    line(
        out,
        "%,d series, profile %s, state on %s, %d windows learned; %,.0f windows a second for %.0f s",
        figures.series(),
        figures.profile(),
        figures.state(),
        figures.learned(),
        figures.windowsPerSecond(),
        figures.seconds());
    line(
        out,
        "  CPU                   %.2f cores, %.1f µs a window",
        figures.cpuCores(),
        figures.microsPerWindow());
    line(
        out,
        "  checkpoints           %d, p50 %.1f s, at most %.1f s; %,.0f MiB, %,.0f bytes a series",
        figures.checkpoints(),
        figures.checkpointP50Seconds(),
        figures.checkpointMaxSeconds(),
        figures.checkpointMb(),
        figures.bytesPerSeries());
    line(out, "  behind at the end     %.1f s", figures.behindSeconds());
    line(out, "  peak memory           %,.0f MiB, Flink", figures.peakMemoryMb());
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
