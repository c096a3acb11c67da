package io.watchlake.app.bench;

import io.watchlake.app.bench.measure.ProcessUse;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.StackException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake bench delivery}. */
@Command(
    name = "delivery",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a history of delivery of many services and has the batch form of the job `delivery`"
          + " work out its figures, in a process of its own.",
      "",
      "With --live, starts Kafka and Flink instead, sends deployments, and says how soon the topic"
          + " of figures counts them.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake bench delivery",
      "  ./watchlake bench delivery --events 200000 --format json",
      "  ./watchlake bench delivery --live",
      "",
      "Exit code: 0 measured, 1 not done or a figure is wrong, 2 wrong usage."
    })
public final class DeliveryBenchCommand implements Callable<Integer> {

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events in the files (default: ${DEFAULT-VALUE}).",
      defaultValue = "5000000")
  private long events;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      description = "Heap of the process that works (default: ${DEFAULT-VALUE}).",
      defaultValue = "1024")
  private int heap;

  @Option(names = "--live", description = "Measure how soon figures count what is sent.")
  private boolean live;

  @Option(
      names = "--services",
      paramLabel = "N",
      description = "Services that deploy with --live (default: ${DEFAULT-VALUE}).",
      defaultValue = "50")
  private int services;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Deployments a second with --live (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long --live sends (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int seconds;

  @Mixin private BenchOptions options = new BenchOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    check();
    try {
      if (live) {
        live();
      } else {
        batch();
      }
      return ExitCode.OK;
    } catch (StackException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
  }

  private void batch() throws InterruptedException {
    Console console = options.console(spec.commandLine().getErr());
    DeliveryBench.Settings settings = new DeliveryBench.Settings(events, heap);
    try (WorkFolder folder = options.folder(settings.neededBytes(), console)) {
      DeliveryFigures figures = new DeliveryBench(settings, folder, console).run();
      say(
          figures,
          String.format(
              Locale.ROOT,
              "%,d events of %,d services in %.1f s: %,.0f events/s, %.1f CPU s a million,"
                  + " peak memory %,.0f MB (heap %,d MB), %,d figures",
              figures.events(),
              figures.services(),
              figures.seconds(),
              figures.eventsPerSecond(),
              figures.cpuSecondsPerMillionEvents(),
              figures.peakMemoryMb(),
              figures.heapMb(),
              figures.figures()));
    }
  }

  private void live() throws InterruptedException {
    Console console = options.console(spec.commandLine().getErr());
    DeliveryLiveBench.Settings settings =
        new DeliveryLiveBench.Settings(services, rate, Duration.ofSeconds(seconds));
    try (WorkFolder folder = options.folder(settings.neededBytes(), console)) {
      DeliveryLiveFigures figures = new DeliveryLiveBench(settings, folder, console).run();
      say(
          figures,
          String.format(
              Locale.ROOT,
              "%,d deployments of %,d services, %d a second: from Kafka to the figure p50 %.2f s,"
                  + " p99 %.2f s, at most %.2f s",
              figures.events(),
              figures.services(),
              figures.eventsPerSecond(),
              figures.latencyP50Seconds(),
              figures.latencyP99Seconds(),
              figures.latencyMaxSeconds()));
    }
  }

  private void say(Object figures, String words) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(options.json() ? Json.write(figures) : words);
    out.flush();
  }

  private void check() {
    options.check();
    if (events < 1_000 || heap < 256) {
      throw CommandException.badInput("--events is 1000 at least, --heap 256");
    }
    if (services < 1 || rate < 1 || seconds < 1) {
      throw CommandException.badInput("--services, --rate and --seconds are 1 at least");
    }
    if (!ProcessUse.isKnown()) {
      throw CommandException.failed(
          "CPU time of a process is read from /proc, which this system does not have");
    }
  }
}
