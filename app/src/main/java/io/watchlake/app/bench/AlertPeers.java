package io.watchlake.app.bench;

import io.watchlake.app.bench.load.AlertWorkload;
import io.watchlake.app.bench.peer.AlertPeerRun;
import io.watchlake.app.bench.peer.AlertPeerSetting;
import io.watchlake.app.cli.Progress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Prometheus and Alertmanager beside the benchmark of alerts, in both settings.
 *
 * @param defaults as they are; null where they are not installed
 * @param soonest evaluated each second and told at once; null where they are not installed
 */
record AlertPeers(AlertsFigures.@Nullable OfPeer defaults, AlertsFigures.@Nullable OfPeer soonest) {

  /** Nothing was measured. */
  static final AlertPeers NONE = new AlertPeers(null, null);

  /** Each sends a sample a second. */
  private static final int MOST_HOSTS = 1_000;

  /** Measures both, one after the other; the console is told when they are not installed. */
  static AlertPeers measure(AlertWorkload workload, Path folder, Console console)
      throws InterruptedException {
    AlertWorkload ofPeers =
        new AlertWorkload(workload.rules(), Math.min(workload.keys(), MOST_HOSTS));
    AlertsFigures.OfPeer soonest =
        measure("soonest", AlertPeerSetting.SOONEST, ofPeers, folder, console);
    if (soonest == null) {
      console.say(
          "NOT MEASURED: %s are not both installed (apt-get install %s); their figures are null",
          String.join(" and ", AlertPeerRun.PROGRAMS), String.join(" ", AlertPeerRun.PROGRAMS));
      return NONE;
    }
    return new AlertPeers(
        measure("defaults", AlertPeerSetting.DEFAULTS, ofPeers, folder, console), soonest);
  }

  private static AlertsFigures.@Nullable OfPeer measure(
      String name, AlertPeerSetting setting, AlertWorkload workload, Path folder, Console console)
      throws InterruptedException {
    AtomicLong come = new AtomicLong();
    try (Progress progress =
        console.progress(
            "Prometheus, " + name, "alerts", come::get, AlertPeerRun.alerts(workload))) {
      progress.start();
      return AlertPeerRun.of(setting, workload, folder.resolve("peers-" + name), come::set)
          .map(
              took ->
                  new AlertsFigures.OfPeer(
                      setting.evaluation().toSeconds(),
                      setting.groupWait().toSeconds(),
                      setting.groupInterval().toSeconds(),
                      setting.held().toSeconds(),
                      workload.keys(),
                      took.millis().size(),
                      took.missing(),
                      QueriesBench.quantile(took.millis(), 0.50),
                      QueriesBench.quantile(took.millis(), 0.99)))
          .orElse(null);
    }
  }
}
