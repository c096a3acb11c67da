package io.watchlake.app.bench.detect;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.Installation;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.json.Json;
import io.watchlake.app.rules.RuleSources;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.ml.Profile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake bench rules}. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = {
      "Runs alert rules over recordings of systems with labelled faults: on which they alert, how",
      "soon, by which rule, and how often they alert where nothing is wrong.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake bench rules",
      "  ./watchlake bench rules --telemetry ../shared/data/telemetry --rules mine.yaml",
      "",
      "Exit code: 0 measured, 1 not done, 2 wrong usage."
    })
public final class RulesBenchCommand implements Callable<Integer> {

  @Option(
      names = "--telemetry",
      paramLabel = "DIR",
      description =
          "Folders of systems, each with labels.json and a folder a recording with"
              + " metrics.ndjson.gz (default: ../shared/data/telemetry beside the project).")
  private @Nullable Path telemetry;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files, or folders of *.yaml (default: the rules that are shipped).")
  private @Nullable List<Path> rules;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How the result is written (default: text).")
  private String format = "text";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    boolean json = TextOrJson.isJson(format);
    Path root = Installation.root();
    PrintWriter err = spec.commandLine().getErr();
    try {
      RulesFigures figures =
          new RulesBench(
                  new TelemetryCorpus(
                          telemetry == null
                              ? root.resolveSibling("shared").resolve("data/telemetry")
                              : telemetry)
                      .read(),
                  RuleSources.rules(
                      rules == null ? List.of(root.resolve("cep-rules/rules")) : rules),
                  watchedByDefault(),
                  line -> {
                    err.println(line);
                    err.flush();
                  })
              .run();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.write(figures));
      } else {
        RulesText.print(figures, out);
      }
      out.flush();
      return ExitCode.OK;
    } catch (CommandException e) {
      throw e;
    } catch (Exception e) {
      throw CommandException.failed("bench rules stopped: " + e, e);
    }
  }

  /** What the job {@code anomalies} watches when no configuration says otherwise. */
  static Watch watchedByDefault() {
    return Watch.of(String.join(";", Configuration.defaults().anomalies().watch()), Profile.FULL);
  }
}
