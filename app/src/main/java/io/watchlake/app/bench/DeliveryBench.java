package io.watchlake.app.bench;

import io.watchlake.app.bench.load.DeliveryGenerator;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.Progress;
import io.watchlake.app.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** The batch benchmark of delivery: files of events, and a process that makes figures of them. */
final class DeliveryBench {

  private static final int FILES = 8;
  private static final int PARALLELISM = 2;
  private static final int BUFFER = 64 * 1024;
  private static final int EVENTS_A_SERVICE = 2_500;
  private static final Duration PATIENCE = Duration.ofHours(2);
  private static final double MILLION = 1e6;
  private static final double MIB = 1 << 20;

  /** After the last event, whenever that is. */
  private static final String CLOCK = "2090-01-01T00:00:00Z";

  private final Settings settings;
  private final WorkFolder folder;
  private final Console console;

  /**
   * What is asked.
   *
   * @param events how many there are
   * @param heapMb heap of the process that works, MiB
   */
  record Settings(long events, int heapMb) {

    private static final long BYTES_AN_EVENT = 1_000;

    /** Of the files, and of what the job sorts on disk. */
    long neededBytes() {
      return (256L << 20) + events * BYTES_AN_EVENT;
    }

    int services() {
      return (int) Math.max(1, events / EVENTS_A_SERVICE);
    }
  }

  DeliveryBench(Settings settings, WorkFolder folder, Console console) {
    this.settings = settings;
    this.folder = folder;
    this.console = console;
  }

  DeliveryFigures run() throws InterruptedException {
    try {
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        files.add(folder.path().resolve("events-" + i + ".ndjson.gz"));
      }
      DeliveryGenerator.Counts expected = write(files);
      console.say(
          "working out the figures of %,d services, with %d threads and a heap of %,d MiB",
          settings.services(), PARALLELISM, settings.heapMb());
      DeliveryBenchMain.Took took = work(files);
      verify(took, expected);
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return new DeliveryFigures(
          settings.events(),
          took.services(),
          took.figures(),
          took.seconds(),
          settings.events() / took.seconds(),
          took.cpuSeconds() / (settings.events() / MILLION),
          took.peakBytes() / MIB,
          settings.heapMb(),
          PARALLELISM,
          bytes,
          Machine.versions(),
          true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deals the events out, so that no file holds what belongs together. */
  private DeliveryGenerator.Counts write(List<Path> files) throws IOException {
    List<Writer> writers = new ArrayList<>();
    AtomicLong written = new AtomicLong();
    try (Progress progress =
        console.progress("writing events", "events", written::get, settings.events())) {
      for (Path file : files) {
        writers.add(
            new BufferedWriter(
                new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(file), BUFFER),
                    StandardCharsets.UTF_8),
                BUFFER));
      }
      progress.start();
      return new DeliveryGenerator(settings.services(), settings.events())
          .run(
              line -> {
                Writer writer = writers.get((int) (written.getAndIncrement() % FILES));
                try {
                  writer.write(line);
                  writer.write('\n');
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } finally {
      for (Writer writer : writers) {
        writer.close();
      }
    }
  }

  private DeliveryBenchMain.Took work(List<Path> files) throws IOException, InterruptedException {
    Path figures = folder.path().resolve("took.json");
    Path log = folder.path().resolve("log");
    Path temporary = Files.createDirectories(folder.path().resolve("tmp"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-XX:ActiveProcessorCount=" + PARALLELISM,
                "-Xmx" + settings.heapMb() + "m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                DeliveryBenchMain.class.getName(),
                Integer.toString(PARALLELISM),
                CLOCK,
                figures.toString()));
    files.forEach(file -> command.add(file.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    folder.using(() -> process.destroyForcibly().waitFor());
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw CommandException.failed("the figures were not done after " + PATIENCE);
    }
    if (process.exitValue() != 0) {
      throw CommandException.failed(
          "the figures could not be worked out: " + Files.readString(log).strip());
    }
    return Json.read(Files.readAllBytes(figures), DeliveryBenchMain.Took.class);
  }

  private static void verify(DeliveryBenchMain.Took took, DeliveryGenerator.Counts expected) {
    check("lines refused", took.refused(), 0);
    check("deployments", took.deployments(), expected.deployments());
    check("changes deployed", took.changesDeployed(), expected.changesDeployed());
    check("failed deployments", took.failed(), expected.failed());
    check("ends of incidents", took.resolved(), expected.resolved());
  }

  private static void check(String what, long found, long expected) {
    if (found != expected) {
      throw CommandException.failed(
          "NOT VERIFIED: " + what + ": " + found + " and not " + expected);
    }
  }
}
