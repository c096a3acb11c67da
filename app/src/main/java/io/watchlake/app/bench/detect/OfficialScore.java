package io.watchlake.app.bench.detect;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs nab_score.py, which knows nothing of us. */
final class OfficialScore {

  private static final String BOOTSTRAP = "1000";

  private final Path script;

  /**
   * The scorer at a path.
   *
   * @throws CommandException when it or python3 is missing
   */
  OfficialScore(Path script) {
    this.script = script;
    if (!Files.isRegularFile(script)) {
      throw CommandException.badInput(
          "there is no " + script + ": name the path of nab_score.py with --scorer");
    }
  }

  /** What the scorer says of a folder of scores, per profile, category and series. */
  JsonNode of(NabCorpus corpus, Path results) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("nab-score", ".err");
    try {
      Process process = start(corpus, results, errors);
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw CommandException.failed("nab_score.py failed: " + Files.readString(errors).strip());
      }
      return Json.mapper().readTree(new String(output, StandardCharsets.UTF_8)).path("profiles");
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private Process start(NabCorpus corpus, Path results, Path errors) {
    List<String> command =
        List.of(
            "python3",
            script.toString(),
            "--data",
            corpus.data().toString(),
            "--windows",
            corpus.windows().toString(),
            "--profiles",
            corpus.profiles().toString(),
            "--results",
            results.toString(),
            "--detail",
            "--bootstrap",
            BOOTSTRAP);
    try {
      return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      throw CommandException.failed(
          "python3 is needed to run nab_score.py and could not be started: install python3", e);
    }
  }
}
