package io.watchlake.app.bench.peer;

import io.watchlake.app.bench.load.AlertWorkload;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How Prometheus and Alertmanager are set, and their files for it.
 *
 * @param evaluation from one look at a rule to the next
 * @param groupWait what Alertmanager waits before it first tells of a group
 * @param groupInterval what it waits before it tells of more in the group
 * @param held how long a bad value stays: between looks at its rule Prometheus sees nothing
 */
public record AlertPeerSetting(
    Duration evaluation, Duration groupWait, Duration groupInterval, Duration held) {

  /** As both are without a word about it. */
  public static final AlertPeerSetting DEFAULTS =
      new AlertPeerSetting(
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2));

  /** As soon as both can. */
  public static final AlertPeerSetting SOONEST =
      new AlertPeerSetting(
          Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(10));

  /** The workload's rules that are no sequences, as a file of Prometheus' rules. */
  static String rules(AlertWorkload workload) {
    StringBuilder rules = new StringBuilder("groups:\n- name: bench\n  rules:\n");
    for (int rule = 0; rule < workload.rules(); rule++) {
      if (!AlertWorkload.sequence(rule)) {
        rules.append(
            """
              - alert: %s
                expr: max by (%s) (%s) > %d
                labels: {severity: warning}
                annotations: {summary: 'version 1 of {{ $labels.host }}'}
            """
                .formatted(
                    AlertWorkload.rule(rule),
                    AlertWorkload.HOST,
                    AlertWorkload.metric(rule / AlertWorkload.RULES_A_METRIC),
                    AlertWorkload.threshold(rule)));
      }
    }
    return rules.toString();
  }

  /**
   * Prometheus' configuration.
   *
   * @param rules the file of its rules
   * @param alertmanager host and port
   */
  String prometheus(Path rules, String alertmanager) {
    return """
    global: {evaluation_interval: %ds}
    rule_files: ['%s']
    alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
    """
        .formatted(evaluation.toSeconds(), rules, alertmanager);
  }

  /** Alertmanager's configuration: each host's alert of a rule is a group, as our alerts are. */
  String alertmanager(String webhook) {
    return """
    route:
      receiver: bench
      group_by: [alertname, %s]
      group_wait: %ds
      group_interval: %ds
    receivers: [{name: bench, webhook_configs: [{url: '%s', send_resolved: false}]}]
    """
        .formatted(AlertWorkload.HOST, groupWait.toSeconds(), groupInterval.toSeconds(), webhook);
  }
}
