package io.watchlake.app.bench.peer;

import io.watchlake.app.bench.load.AlertSamples;
import io.watchlake.app.bench.load.AlertWorkload;
import io.watchlake.connectors.prometheus.codec.SnappyBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Sends the samples of a workload's hosts to Prometheus by remote write, each host's once a second
 * and the hosts evenly over it, and waits for their alerts at a webhook of Alertmanager. A host's
 * value becomes bad in the round in which the workload's first is, if that is one of the first
 * {@link #BEGINNING}, and stays so for as long as the setting says.
 */
public final class AlertPeerRun {

  private static final String ALERTMANAGER = "prometheus-alertmanager";

  /** The commands of both, and of the Debian packages that bring them. */
  public static final List<String> PROGRAMS = List.of(Peer.PROMETHEUS.command(), ALERTMANAGER);

  /** Rounds, a second each, in which values become bad: the longest between looks at a rule. */
  private static final int BEGINNING = 60;

  private static final int HOSTS_A_REQUEST = 50;
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_PER_MILLI = 1e6;

  private final AlertPeerSetting setting;
  private final AlertWorkload workload;
  private final LongConsumer progress;

  private AlertPeerRun(AlertPeerSetting setting, AlertWorkload workload, LongConsumer progress) {
    this.setting = setting;
    this.workload = workload;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param millis of each alert that came, from before its first bad sample was sent to the webhook
   * @param missing how many did not come while their value was bad
   */
  public record Took(List<Double> millis, int missing) {}

  /**
   * Runs it; empty where one of {@link #PROGRAMS} is not installed.
   *
   * @param workload each of its keys sends a sample a second
   * @param folder an empty folder for their data
   * @param progress is told how many alerts have come
   * @throws IllegalStateException if one does not start, refuses samples, or no alert comes
   */
  public static Optional<Took> of(
      AlertPeerSetting setting, AlertWorkload workload, Path folder, LongConsumer progress)
      throws InterruptedException {
    Optional<Path> prometheus = PeerServer.find(Peer.PROMETHEUS);
    Optional<Path> alertmanager = ServerProcess.find(ALERTMANAGER);
    if (prometheus.isEmpty() || alertmanager.isEmpty()) {
      return Optional.empty();
    }
    AlertPeerRun run = new AlertPeerRun(setting, workload, progress);
    try (AlertWebhook webhook = AlertWebhook.start();
        ServerProcess notifying = run.alertmanager(alertmanager.get(), folder, webhook);
        PeerServer evaluating = run.prometheus(prometheus.get(), folder, notifying)) {
      // What fires before Prometheus has found it is dropped, and sent again a minute later.
      evaluating.await("/api/v1/alertmanagers", notifying.address());
      return Optional.of(run.run(evaluating, webhook));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many alerts are to come. */
  public static int alerts(AlertWorkload workload) {
    int alerts = 0;
    for (int key = 0; key < workload.keys(); key++) {
      if (raises(workload, key)) {
        alerts++;
      }
    }
    return alerts;
  }

  private static boolean raises(AlertWorkload workload, int key) {
    return AlertWorkload.firstBad(key) <= BEGINNING
        && !AlertWorkload.sequence(AlertWorkload.firing(workload.metricOf(key)));
  }

  private ServerProcess alertmanager(Path executable, Path folder, AlertWebhook webhook)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve("alertmanager"));
    Path file =
        Files.writeString(own.resolve("alertmanager.yml"), setting.alertmanager(webhook.address()));
    return ServerProcess.start(
        "alertmanager",
        own,
        "/-/ready",
        port ->
            List.of(
                executable.toString(),
                "--config.file=" + file,
                "--storage.path=" + own.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=",
                "--log.level=warn"));
  }

  private PeerServer prometheus(Path executable, Path folder, ServerProcess alertmanager)
      throws IOException, InterruptedException {
    Path rules = Files.writeString(folder.resolve("rules.yml"), AlertPeerSetting.rules(workload));
    return PeerServer.start(
        Peer.PROMETHEUS,
        executable,
        folder.resolve("prometheus"),
        setting.prometheus(rules.toAbsolutePath(), alertmanager.address()));
  }

  private Took run(PeerServer prometheus, AlertWebhook webhook) throws InterruptedException {
    AlertSamples samples = new AlertSamples(workload);
    int expected = alerts(workload);
    int requests = (workload.keys() + HOSTS_A_REQUEST - 1) / HOSTS_A_REQUEST;
    long rounds = BEGINNING + setting.held().toSeconds();
    Map<String, Long> sent = new HashMap<>();
    long begun = System.nanoTime();
    for (long number = 0; number < rounds * requests; number++) {
      int come = webhook.nanosOfHosts().size();
      progress.accept(come);
      if (come == expected) {
        break;
      }
      long due = begun + number * NANOS_PER_SECOND / requests;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      long round = number / requests;
      int from = (int) (number % requests) * HOSTS_A_REQUEST;
      int to = Math.min(workload.keys(), from + HOSTS_A_REQUEST);
      byte[] request =
          samples.request(from, to, key -> value(round, key), System.currentTimeMillis());
      for (int key = from; key < to; key++) {
        if (raises(workload, key) && AlertWorkload.firstBad(key) == round) {
          sent.put(AlertWorkload.host(key), System.nanoTime());
        }
      }
      prometheus.write(SnappyBlock.compress(request));
    }
    return took(sent, webhook.nanosOfHosts());
  }

  private double value(long round, int key) {
    int first = AlertWorkload.firstBad(key);
    boolean bad =
        first <= BEGINNING && round >= first && round < first + setting.held().toSeconds();
    return bad ? AlertWorkload.BAD : AlertWorkload.USUAL;
  }

  private static Took took(Map<String, Long> sent, Map<String, Long> come) {
    List<Double> millis = new ArrayList<>();
    sent.forEach(
        (host, nanos) -> {
          Long at = come.get(host);
          if (at != null) {
            millis.add((at - nanos) / NANOS_PER_MILLI);
          }
        });
    if (millis.isEmpty()) {
      throw new IllegalStateException("no alert of Prometheus has come to the webhook");
    }
    return new Took(millis, sent.size() - millis.size());
  }
}
