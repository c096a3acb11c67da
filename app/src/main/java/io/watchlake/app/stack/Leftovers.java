package io.watchlake.app.stack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes whose supervisor was killed.
 *
 * <p>They are stopped, not adopted: what a job had not committed it repeats from its newest
 * checkpoint, which is certain, while a process that nobody watched for a time is not.
 */
final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Leftovers() {}

  /** The processes that pid files in {@code home} name and that still run. */
  static List<ProcessHandle> find(StackHome home) throws IOException {
    List<ProcessHandle> alive = new ArrayList<>();
    if (!Files.isDirectory(home.run())) {
      return alive;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home.run(), "*.pid")) {
      for (Path file : files) {
        Json.read(file, ProcessId.class).find().ifPresent(alive::add);
      }
    }
    return alive;
  }

  /** Ends them, all at once, and forgets them; those that do not end in time are killed. */
  static void end(StackHome home, List<ProcessHandle> processes) throws IOException {
    processes.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (ProcessHandle process : processes) {
      try {
        process.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException late) {
        process.destroyForcibly();
        process.onExit().join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", interrupted);
      }
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home.run(), "*.pid")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
