package io.watchlake.app.bench;

import io.watchlake.app.bench.floor.FloorFigures;
import io.watchlake.app.bench.floor.FloorMain;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.Installation;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.LocalStack;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@link FloorMain} in a process like the TaskManager's, beside the stack's Kafka. */
final class FloorProcess {

  private FloorProcess() {}

  /**
   * Runs it to its end.
   *
   * @param home the folder of its lakehouse
   * @param tenSeconds the series whose windows of 10 s are asked for
   * @throws CommandException if it fails or takes longer than {@code patience}
   */
  static FloorFigures run(
      LocalStack stack, WorkFolder folder, Path home, String tenSeconds, Duration patience)
      throws InterruptedException {
    Path figures = home.resolve("figures.json");
    Path log = home.resolve("log");
    CatalogOptions catalog = CatalogOptions.local(home);
    try {
      Files.createDirectories(home);
      List<String> command =
          new ArrayList<>(
              stack.asTaskManager(
                  "floor",
                  FloorMain.class.getName(),
                  Installation.dist().resolve("local").resolve("app").resolve("*").toString()));
      command.addAll(
          List.of(
              stack.info().kafkaBootstrap(),
              catalog.catalogUri(),
              catalog.warehouse(),
              tenSeconds,
              figures.toString()));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      folder.using(() -> process.destroyForcibly().waitFor());
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw CommandException.failed("the work without Flink was not done after " + patience);
      }
      if (process.exitValue() != 0) {
        throw CommandException.failed(
            "the work without Flink failed: " + Files.readString(log).strip());
      }
      return Json.read(Files.readAllBytes(figures), FloorFigures.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
