package io.watchlake.app.bench;

import io.watchlake.app.bench.load.AlertWorkload;
import io.watchlake.app.bench.measure.ProcessUse;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.StackException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake bench alerts}. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Kafka and Flink, has the job `alerts` work off a backlog of signals, and says how many",
      "a second that were; then sends signals at half that rate and says how soon their alerts are",
      "in Kafka. Three rules look at each signal, a tenth of the rules are sequences, and a hundredth",
      "of the signals raise an alert.",
      "",
      "With --changes, rules are changed after that while signals flow, a change a second. With",
      "--peers, Debian's Prometheus and Alertmanager get the rules that are no sequences and samples",
      "of at most 1,000 hosts, and their alerts' way to a webhook is measured, which takes about",
      "four minutes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake bench alerts",
      "  ./watchlake bench alerts --changes 100 --rate 50000",
      "  ./watchlake bench alerts --rules 30 --keys 300 --signals 30000 --seconds 5 --format json",
      "",
      "Exit code: 0 measured, 1 not done, or an alert was lost or told twice, 2 wrong usage."
    })
public final class AlertsBenchCommand implements Callable<Integer> {

  @Option(
      names = "--rules",
      paramLabel = "N",
      description = "Rules that count (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private int rules;

  @Option(
      names = "--keys",
      paramLabel = "N",
      description = "Hosts that send signals (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  private int keys;

  @Option(
      names = "--signals",
      paramLabel = "N",
      description = "Signals in the backlog (default: ${DEFAULT-VALUE}).",
      defaultValue = "4000000")
  private long signals;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Signals a second after it (default: half of what was possible).",
      defaultValue = "0")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long latency is measured (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int seconds;

  @Option(
      names = "--changes",
      paramLabel = "N",
      description = "Changes of rules while signals flow (default: none).",
      defaultValue = "0")
  private int changes;

  @Option(
      names = "--delay-seconds",
      paramLabel = "N",
      description = "How long sequences wait for what is out of order (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int delaySeconds;

  @Option(
      names = "--peers",
      description =
          "Measure Prometheus with Alertmanager as well, at their defaults and at their soonest.")
  private boolean peers;

  @Mixin private BenchOptions options = new BenchOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    check();
    Console console = options.console(spec.commandLine().getErr());
    AlertsBench.Settings settings =
        new AlertsBench.Settings(
            new AlertWorkload(rules, keys), signals, rate, seconds, changes, delaySeconds, peers);
    try (WorkFolder folder = options.folder(settings.neededBytes(), console)) {
      say(new AlertsBench(settings, folder, console).run());
      return ExitCode.OK;
    } catch (StackException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
  }

  private void say(AlertsFigures figures) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.write(figures));
      out.flush();
      return;
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%,d signals of %,d keys by %,d rules: %,.0f signals/s, %.1f CPU s a million; at %,d a"
                + " second from Kafka to Kafka p50 %,.0f ms, p99 %,.0f ms (thresholds %,.0f and"
                + " %,.0f ms)",
            figures.signals(),
            figures.keys(),
            figures.rules(),
            figures.signalsPerSecond(),
            figures.cpuSecondsPerMillionSignals(),
            figures.rate(),
            figures.p50Ms(),
            figures.p99Ms(),
            figures.thresholdP50Ms(),
            figures.thresholdP99Ms()));
    AlertsFigures.Changes made = figures.changes();
    if (made != null) {
      out.println(
          String.format(
              Locale.ROOT,
              "%d changes of rules at %,d signals/s: active after p50 %,.0f ms, at most %,.0f ms;"
                  + " no alert lost or told twice",
              made.count(),
              made.rate(),
              made.activeP50Ms(),
              made.activeMaxMs()));
    }
    ofPeer(out, figures.prometheusDefaults());
    ofPeer(out, figures.prometheusSoonest());
    out.flush();
  }

  private static void ofPeer(PrintWriter out, AlertsFigures.@Nullable OfPeer peer) {
    if (peer != null) {
      out.println(
          String.format(
              Locale.ROOT,
              "Prometheus and Alertmanager, evaluation %d s, group_wait %d s: from sample to webhook"
                  + " p50 %,.0f ms, p99 %,.0f ms (%,d alerts, %,d missing)",
              peer.evaluationSeconds(),
              peer.groupWaitSeconds(),
              peer.p50Ms(),
              peer.p99Ms(),
              peer.alerts(),
              peer.missing()));
    }
  }

  private void check() {
    options.check();
    if (rules < 4 || keys < 100 || signals < 1_000) {
      throw CommandException.badInput("--rules is 4 at least, --keys 100 and --signals 1000");
    }
    if (rate < 0 || seconds < 1 || changes < 0 || delaySeconds < 0) {
      throw CommandException.badInput(
          "--seconds is 1 at least; --rate, --changes and --delay-seconds are not negative");
    }
    if (signals / keys < AlertWorkload.RAISING_ONE_IN / 10) {
      throw CommandException.badInput(
          "of "
              + signals
              + " signals each of "
              + keys
              + " keys has too few to raise alerts: give ten signals a key at least");
    }
    if (!ProcessUse.isKnown()) {
      throw CommandException.failed(
          "CPU time of a process is read from /proc, which this system does not have");
    }
  }
}
