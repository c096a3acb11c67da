package io.watchlake.app.bench;

import io.watchlake.app.bench.measure.ProcessUse;
import io.watchlake.app.json.Json;
import io.watchlake.jobs.delivery.DeliveryBatchMain;
import io.watchlake.jobs.delivery.calc.Breakdown;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The batch form of the job {@code delivery} over files, in a process whose use is all its own. */
public final class DeliveryBenchMain {

  private static final double NANOS = 1e9;

  /**
   * What it took and what came out, the overall figures of all services added up.
   *
   * @param seconds from the graph's making to the last figure
   * @param cpuSeconds of the whole process, its start included
   * @param peakBytes the most memory it held
   * @param figures of every kind of period
   */
  record Took(
      double seconds,
      double cpuSeconds,
      long peakBytes,
      long refused,
      long figures,
      long services,
      long deployments,
      long changesDeployed,
      long failed,
      long resolved) {}

  private DeliveryBenchMain() {}

  /**
   * Runs it.
   *
   * @param args parallelism, the clock, the file for the figures, and the event files
   */
  public static void main(String[] args) throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      files.add(Path.of(args[i]));
    }
    long begun = System.nanoTime();
    DeliveryBatchMain.Result result =
        DeliveryBatchMain.run(
            new DeliveryBatchMain.Request(
                files,
                EnumSet.allOf(PeriodKind.class),
                Breakdown.TOTAL,
                Terms.STANDARD,
                Instant.parse(args[1]),
                Integer.parseInt(args[0])));
    double seconds = (System.nanoTime() - begun) / NANOS;
    List<Figure> overall =
        result.figures().stream().filter(each -> each.period() == PeriodKind.OVERALL).toList();
    long pid = ProcessHandle.current().pid();
    Took took =
        new Took(
            seconds,
            ProcessUse.cpuSeconds(pid),
            ProcessUse.peakBytes(pid),
            result.refusedCount(),
            result.figures().size(),
            overall.size(),
            overall.stream().mapToLong(Figure::deployments).sum(),
            overall.stream().mapToLong(Figure::changesDeployed).sum(),
            overall.stream().mapToLong(Figure::failedDeployments).sum(),
            overall.stream().mapToLong(Figure::incidentsResolved).sum());
    Files.writeString(Path.of(args[2]), Json.write(took));
  }
}
