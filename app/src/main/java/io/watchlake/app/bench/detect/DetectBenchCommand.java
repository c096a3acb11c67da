package io.watchlake.app.bench.detect;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.Installation;
import io.watchlake.app.detect.BadRowException;
import io.watchlake.app.json.Json;
import io.watchlake.app.model.FitterOnClassPath;
import io.watchlake.ml.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake bench detect}. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = {
      "Scores the detector on the Numenta Anomaly Benchmark with nab_score.py, and says what of the",
      "score holds on files that chose no threshold and on changed copies of the series.",
      "With --telemetry: how many labelled faults in recordings of systems it finds, and how often",
      "it speaks where nothing is wrong.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake bench detect",
      "  ./watchlake bench detect --telemetry ../shared/data/telemetry",
      "  ./watchlake bench detect --telemetry ../shared/data/telemetry --services",
      "  ./watchlake bench detect --data ../nab --profile light --no-ablation",
      "",
      "Exit code: 0 measured, 1 not done, 2 wrong usage."
    })
public final class DetectBenchCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The benchmark: data/, combined_windows.json, profiles.json (default: ../shared/data/nab"
              + " beside the project).")
  private @Nullable Path data;

  @Option(
      names = "--scorer",
      paramLabel = "FILE",
      description = "nab_score.py; needs python3 (default: ../shared/tools/nab_score.py).")
  private @Nullable Path scorer;

  @Option(
      names = "--telemetry",
      paramLabel = "DIR",
      description =
          "Instead of the benchmark: folders of systems, each with labels.json and a folder a"
              + " recording with metrics.ndjson.gz.")
  private @Nullable Path telemetry;

  @Option(
      names = "--services",
      description =
          "With --telemetry: the services as a whole, by forests fitted on the recordings without a"
              + " fault; needs ml-smile.")
  private boolean services;

  @Option(
      names = "--profile",
      paramLabel = "full|light",
      description = "The detector's profile (default: full).")
  private String profile = "full";

  @Option(names = "--no-ablation", description = "Leave out what each expectation is worth.")
  private boolean noAblation;

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How the result is written (default: table).")
  private String format = "table";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (!format.equals("table") && !format.equals("json")) {
      throw CommandException.badInput("--format is table or json, not '" + format + "'");
    }
    if (telemetry != null) {
      return faults(telemetry);
    }
    Path shared = Installation.root().resolveSibling("shared");
    NabCorpus corpus = new NabCorpus(data == null ? shared.resolve("data/nab") : data);
    OfficialScore official =
        new OfficialScore(scorer == null ? shared.resolve("tools/nab_score.py") : scorer);
    PrintWriter err = spec.commandLine().getErr();
    try {
      DetectFigures figures =
          new DetectBench(
                  corpus,
                  official,
                  profile(),
                  line -> {
                    err.println(line);
                    err.flush();
                  })
              .run(!noAblation);
      PrintWriter out = spec.commandLine().getOut();
      if (format.equals("json")) {
        out.println(Json.write(figures));
      } else {
        DetectText.print(figures, out);
      }
      out.flush();
      return ExitCode.OK;
    } catch (BadRowException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CommandException.failed("bench detect stopped: " + e, e);
    }
  }

  private int faults(Path folder) {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    try {
      Consumer<String> say =
          line -> {
            err.println(line);
            err.flush();
          };
      Map<String, List<TelemetryCase>> systems = new TelemetryCorpus(folder).read();
      TelemetryFigures figures =
          services
              ? new ServiceBench(systems, FitterOnClassPath.get(), say).run()
              : new TelemetryBench(systems, profile(), say).run(!noAblation);
      if (format.equals("json")) {
        out.println(Json.write(figures));
      } else {
        TelemetryText.print(figures, out);
      }
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      throw CommandException.failed("bench detect stopped: " + e, e);
    }
  }

  private Profile profile() {
    return switch (profile) {
      case "full" -> Profile.FULL;
      case "light" -> Profile.LIGHT;
      default ->
          throw CommandException.badInput("--profile is full or light, not '" + profile + "'");
    };
  }
}
