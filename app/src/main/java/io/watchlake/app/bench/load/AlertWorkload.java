package io.watchlake.app.bench.load;

import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.rules.engine.RuleSignals;
import io.watchlake.rules.language.RuleFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Rules, and signals that they look at; the same for the same settings.
 *
 * <p>{@link #RULES_A_METRIC} rules look at a metric, and each key is a host that sends one metric.
 * The first rule of a metric is the one that fires: a value of {@link #BAD} is beyond its
 * threshold, or begins its sequence, which the {@link #GOOD} value after it completes. One signal
 * in {@link #RAISING_ONE_IN} raises an alert so. One rule in {@link #SEQUENCE_ONE_IN} is a
 * sequence; those that never fire begin with each bad value all the same, and time out.
 *
 * @param rules how many rules there are
 * @param keys how many hosts send
 */
public record AlertWorkload(int rules, int keys) {

  /** How many rules look at a signal. */
  public static final int RULES_A_METRIC = 3;

  /** How many signals there are for one that raises an alert. */
  public static final int RAISING_ONE_IN = 100;

  /** How many rules there are for one that is a sequence. */
  public static final int SEQUENCE_ONE_IN = 10;

  /** The value that alerts begin with. */
  public static final double BAD = 95;

  /** The value after it. */
  public static final double GOOD = 5;

  /** A value that means nothing. */
  public static final double USUAL = 50;

  private static final int HOSTS_A_SERVICE = 50;

  /** The label that alerts are of. */
  public static final String HOST = "host";

  /** How many metrics there are. */
  public int metrics() {
    return (rules + RULES_A_METRIC - 1) / RULES_A_METRIC;
  }

  /** The name of a metric. */
  public static String metric(int metric) {
    return "bench_metric_" + metric;
  }

  /** The name of a rule. */
  public static String rule(int number) {
    return "bench_rule_" + number;
  }

  /** The rule of a metric that fires. */
  public static int firing(int metric) {
    return metric * RULES_A_METRIC;
  }

  /** Whether a rule is a sequence. */
  public static boolean sequence(int rule) {
    return rule % SEQUENCE_ONE_IN == 0;
  }

  private static boolean fires(int rule) {
    return rule % RULES_A_METRIC == 0;
  }

  /** What a value must be above for a rule that is no sequence. */
  public static int threshold(int rule) {
    return fires(rule) ? 90 : 1000;
  }

  /** The text of a rule. */
  public static String text(int rule, long version) {
    String metric = metric(rule / RULES_A_METRIC);
    boolean fires = fires(rule);
    String head =
        "alert_rules: {%s: {severity: warning, key: [%s], annotations: {summary: 'version %d of"
            .formatted(rule(rule), HOST, version);
    String tail = " {{ $labels.host }}'}, ";
    if (sequence(rule)) {
      return head
          + tail
          + ("keep_firing_for: 1s, sequence: {within: 1m, steps: ["
                  + "{begin: {step: bad, metric: %s, value: '> 90'}},"
                  + " {followed_by: {step: then, metric: %s, value: '%s'}}]}}}")
              .formatted(metric, metric, fires ? "< 10" : "> 1000");
    }
    return head + tail + "metric: %s, threshold: %d}}".formatted(metric, threshold(rule));
  }

  /** All rules, each in its first version, which counts. */
  public List<RuleVersions> all() {
    List<RuleVersions> all = new ArrayList<>();
    for (int rule = 0; rule < rules; rule++) {
      all.add(RuleVersions.none(rule(rule)).with(text(rule, 1), 1).live(1, 1));
    }
    return all;
  }

  /** What the metric job would name the subscription of each metric's signals by. */
  public List<String> subscriptions() {
    List<String> ids = new ArrayList<>();
    for (int metric = 0; metric < metrics(); metric++) {
      RuleFiles files =
          RuleFiles.read(List.of(new RuleFiles.Source("bench", text(firing(metric), 1))));
      ids.add(RuleSignals.subscriptions(files.rules().rules().get(0)).keySet().iterator().next());
    }
    return ids;
  }

  /** The name of a key's host. */
  public static String host(int key) {
    return "host-" + key;
  }

  /** The metric that a key's host sends. */
  public int metricOf(int key) {
    return key % metrics();
  }

  /** The value that a key has in a round: from the second on, one in a hundred is bad. */
  public static double value(long round, int key) {
    long phase = (round + key) % RAISING_ONE_IN;
    if (round >= 1 && phase == 0) {
      return BAD;
    }
    return round >= 2 && phase == 1 ? GOOD : USUAL;
  }

  /** The first round in which a key's value is bad. */
  public static int firstBad(int key) {
    return RAISING_ONE_IN - key % RAISING_ONE_IN;
  }

  /** Whether a key's signal of a round raises an alert of the rule that fires. */
  public boolean raises(long round, int key) {
    double raising = sequence(firing(metricOf(key))) ? GOOD : BAD;
    return value(round, key) == raising;
  }

  /**
   * A signal as windows become ones.
   *
   * @param id names it
   * @param host the value of the label that alerts are of
   * @param subscription the id of the metric's subscription
   */
  public static Signal signal(
      String id,
      int metric,
      int key,
      String host,
      double value,
      long unixNano,
      String subscription) {
    String shown = Double.toString(value);
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("subscription", subscription);
    evidence.put("metric", metric(metric));
    evidence.put("resolution", "1m");
    evidence.put("window_unix_nano", Long.toString(unixNano - TimeUnit.MINUTES.toNanos(1)));
    evidence.put("revision", "0");
    evidence.put("count", "6");
    evidence.put("sum", shown);
    evidence.put("min", shown);
    evidence.put("max", shown);
    return new Signal(
        id,
        SignalKind.METRIC,
        "live",
        unixNano,
        metric(metric),
        "",
        "service-" + key / HOSTS_A_SERVICE,
        host,
        value,
        labels(key, host),
        evidence);
  }

  /** The labels of what a host sends. */
  static Map<String, String> labels(int key, String host) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(HOST, host);
    labels.put("region", "eu-central-1");
    labels.put("service.name", "service-" + key / HOSTS_A_SERVICE);
    return labels;
  }
}
