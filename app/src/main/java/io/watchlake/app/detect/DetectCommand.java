package io.watchlake.app.detect;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.Progress;
import io.watchlake.app.cli.Terminal;
import io.watchlake.ml.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake detect}: scores series in files. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = {
      "Finds anomalies in series that lie in files, with the detector of the job 'anomalies'.",
      "",
      "Every *.csv below the input is a series of its own: the header timestamp,value and a row a",
      "point, timestamps like 2024-01-31 23:55:00 in UTC. The output has the same files with a",
      "third column anomaly_score, 0 to 1, row by row. A score depends on the rows before it alone.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake detect --input series/ --output scores/",
      "  ./watchlake detect --input series/ --output scores/ --profile light",
      "",
      "An empty value and NaN are missing and score 0. When a row of any file cannot be read,",
      "nothing is written.",
      "Exit code: 0 done, 1 could not be done, 2 bad input or usage."
    })
public final class DetectCommand implements Callable<Integer> {

  @Option(
      names = "--input",
      paramLabel = "DIR",
      required = true,
      description = "Where the series are; folders below it are searched too.")
  private Path input = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Where the scores go, at the same relative paths; files there are replaced.")
  private Path output = Path.of("");

  @Option(
      names = "--profile",
      paramLabel = "full|light",
      description =
          "How much a detector remembers: at most 16 KB or 4 KB a series (default: full).")
  private String profile = "full";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Profile chosen = profile();
    try {
      List<SeriesFile> files = files();
      Detection detection = new Detection(files, chosen);
      try (Progress progress =
          new Progress(
              "detecting",
              "rows",
              detection::rows,
              detection::share,
              err(),
              Terminal.ofProcess().interactive())) {
        progress.start();
        detection.check();
        detection.run(output);
      }
      err()
          .printf(
              Locale.ROOT,
              "%,d rows of %d %s scored, in %s%n",
              detection.rows(),
              files.size(),
              files.size() == 1 ? "file" : "files",
              output);
      err().flush();
      return ExitCode.OK;
    } catch (BadRowException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CommandException.failed("detect stopped: " + e, e);
    }
  }

  private List<SeriesFile> files() throws IOException {
    if (!Files.isDirectory(input)) {
      throw CommandException.badInput("--input " + input + " is no folder");
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw CommandException.badInput("--output " + output + " is no folder");
    }
    Path from = input.toAbsolutePath().normalize();
    Path to = output.toAbsolutePath().normalize();
    if (to.startsWith(from) || from.startsWith(to)) {
      throw CommandException.badInput(
          "--output must be a folder beside the input, not the same, within it or around it");
    }
    List<SeriesFile> files = SeriesFolder.list(input);
    if (files.isEmpty()) {
      throw CommandException.badInput("no *.csv below " + input);
    }
    return files;
  }

  private Profile profile() {
    return switch (profile) {
      case "full" -> Profile.FULL;
      case "light" -> Profile.LIGHT;
      default ->
          throw CommandException.badInput("--profile is full or light, not '" + profile + "'");
    };
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
