package io.watchlake.app.bench;

import io.watchlake.app.bench.load.Workload;
import io.watchlake.app.bench.measure.ProcessUse;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.StackException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake bench metrics}. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = {
      "Fills a topic with metric points, has the job `metrics` archive them as `up` would, and says"
          + " what that took.",
      "",
      "Beside it the same points go through the same work without Flink, and by remote write to"
          + " Debian's Prometheus and VictoriaMetrics where they are installed. docs/performance.md"
          + " describes the points.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake bench metrics --series 10000",
      "  ./watchlake bench metrics --series 200000 --format json",
      "  ./watchlake bench metrics --live",
      "",
      "Exit code: 0 measured, 1 not done or points are missing, 2 wrong usage."
    })
public final class MetricsBenchCommand implements Callable<Integer> {

  /** Points of a live timeline may be a month old. */
  private static final Duration LONGEST = Duration.ofDays(28);

  @Option(
      names = "--series",
      paramLabel = "N",
      description = "Series that are sent side by side (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  private int series;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Points that the job archives (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000000")
  private long points;

  @Option(
      names = "--peer-points",
      paramLabel = "N",
      description =
          "Points that each peer is sent, at most as many as --points; 0 leaves the peers out"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "20000000")
  private long peerPoints;

  @Option(names = "--no-floor", description = "Leave out the same work without Flink.")
  private boolean noFloor;

  @Option(
      names = "--live",
      description =
          "Instead of a backlog, feed points as time goes, and say how soon SQL has them.")
  private boolean live;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Points a second with --live (default: ${DEFAULT-VALUE}).",
      defaultValue = "20000")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long --live feeds (default: ${DEFAULT-VALUE}).",
      defaultValue = "600")
  private int seconds;

  @Mixin private BenchOptions options = new BenchOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    check();
    try {
      Object figures = live ? live() : backlog();
      PrintWriter out = spec.commandLine().getOut();
      if (options.json()) {
        out.println(Json.write(figures));
      } else if (figures instanceof LiveFigures ofLive) {
        LiveText.print(ofLive, out);
      } else if (figures instanceof MetricsFigures ofBacklog) {
        MetricsText.print(ofBacklog, out);
      }
      out.flush();
      return ExitCode.OK;
    } catch (StackException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
  }

  private MetricsFigures backlog() throws InterruptedException {
    MetricsBench.Settings settings =
        new MetricsBench.Settings(series, points, Math.min(points, peerPoints), !noFloor);
    try (WorkFolder folder = options.folder(settings.neededBytes(), console())) {
      return new MetricsBench(settings, folder, console()).run();
    }
  }

  private LiveFigures live() throws InterruptedException {
    LiveBench.Settings settings = new LiveBench.Settings(series, rate, Duration.ofSeconds(seconds));
    try (WorkFolder folder = options.folder(settings.neededBytes(), console())) {
      return new LiveBench(settings, folder, console()).run();
    }
  }

  private Console console() {
    return options.console(spec.commandLine().getErr());
  }

  private void check() {
    options.check();
    if (rate < 1 || seconds < 1) {
      throw CommandException.badInput("--rate and --seconds are 1 at least");
    }
    if (series < 1 || points < series) {
      throw CommandException.badInput(
          "--series is 1 at least, and --points as many as --series at least: each sends one");
    }
    if (peerPoints < 0) {
      throw CommandException.badInput("--peer-points is a number of points, or 0 for none");
    }
    if (Workload.until(Instant.EPOCH, series, points, 0).span().compareTo(LONGEST) > 0) {
      throw CommandException.badInput(
          "a point of each series every "
              + Workload.SCRAPE_INTERVAL.toSeconds()
              + " s makes --points reach back more than "
              + LONGEST.toDays()
              + " days, which the live timeline refuses: more --series or fewer --points");
    }
    if (!ProcessUse.isKnown()) {
      throw CommandException.failed(
          "CPU time of other processes is read from /proc, which this system does not have");
    }
  }
}
