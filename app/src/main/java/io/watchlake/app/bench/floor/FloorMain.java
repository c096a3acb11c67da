package io.watchlake.app.bench.floor;

import io.watchlake.app.json.Json;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Archives a topic of metrics once, to its end, with two threads and no Flink: a Kafka consumer,
 * the job's own decoder, gathering and merging, Iceberg's writers, and a commit every five seconds.
 * It restores nothing and survives nothing, which is what Flink is for; so it is what the work
 * itself costs.
 *
 * <p>Runs in a process of its own, with the JVM options of the TaskManager.
 */
public final class FloorMain {

  private static final int THREADS = 2;
  private static final double MILLION = 1e6;
  private static final double NANOS = 1e9;

  private FloorMain() {}

  /**
   * Runs it.
   *
   * @param args Kafka's address, the catalog's address, the warehouse, the series that are asked
   *     for in windows of 10 s, and the file that the figures go to
   */
  public static void main(String[] args) throws Exception {
    try (Lakehouse lakehouse = Lakehouse.open(CatalogOptions.of(args[1], args[2]))) {
      lakehouse.ensureTables();
      Files.writeString(Path.of(args[4]), Json.write(run(args[0], args[3], lakehouse)));
    }
  }

  private static FloorFigures run(String kafka, String tenSeconds, Lakehouse lakehouse)
      throws Exception {
    long begun = System.nanoTime();
    List<FloorReader> readers = new ArrayList<>();
    FloorCommits commits = new FloorCommits(lakehouse, readers);
    CyclicBarrier aligned = new CyclicBarrier(THREADS, commits);
    for (int i = 0; i < THREADS; i++) {
      readers.add(new FloorReader(kafka, tenSeconds, lakehouse, i, THREADS, aligned, commits));
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      ExecutorCompletionService<Void> ended = new ExecutorCompletionService<>(threads);
      readers.forEach(ended::submit);
      for (int i = 0; i < THREADS; i++) {
        // The first that fails ends the others, which would wait for it.
        ended.take().get();
      }
    } finally {
      threads.shutdownNow();
    }
    double seconds = (System.nanoTime() - begun) / NANOS;
    long points = readers.stream().mapToLong(FloorReader::points).sum();
    return new FloorFigures(
        cpuSeconds() / (points / MILLION),
        points / seconds,
        points,
        commits.chunkBytes() / (double) points,
        commits.made());
  }

  private static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / NANOS
        : Double.NaN;
  }
}
