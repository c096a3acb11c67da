package io.watchlake.app.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What alerts cost and how soon they are there. Its JSON is the command's answer.
 *
 * @param rules how many rules counted, a tenth of them sequences
 * @param keys how many hosts sent signals; three rules look at each signal
 * @param signals how many were in the backlog; one in a hundred raised an alert
 * @param signalsPerSecond how fast the second half of the backlog was worked off
 * @param backlogSeconds from the job's running to the last alert of a threshold
 * @param cpuSecondsPerMillionSignals of TaskManager and JobManager, from submission to that alert
 * @param rate signals a second that latency was measured at
 * @param p50Ms from a signal's arrival in Kafka to its alert's, of all alerts: the median
 * @param p99Ms the same, of the slowest hundredth
 * @param thresholdP50Ms of alerts of thresholds alone
 * @param thresholdP99Ms of alerts of thresholds alone
 * @param sequenceP50Ms of alerts of sequences alone, which wait for the job's delay; null for none
 * @param sequenceP99Ms of alerts of sequences alone; null for none
 * @param delaySeconds the job's {@code --delay-seconds}
 * @param changes what changes of rules took; null where none was made
 * @param prometheusDefaults of Prometheus with Alertmanager as they are; null where it was not
 *     asked for or they are not installed
 * @param prometheusSoonest of the same, set to tell as soon as they can; null as before
 * @param versions of what was measured on, by name
 * @param verified whether each alert that was to come did, once; a run in which one did not fails
 */
record AlertsFigures(
    int rules,
    int keys,
    long signals,
    double signalsPerSecond,
    double backlogSeconds,
    double cpuSecondsPerMillionSignals,
    int rate,
    double p50Ms,
    double p99Ms,
    double thresholdP50Ms,
    double thresholdP99Ms,
    @Nullable Double sequenceP50Ms,
    @Nullable Double sequenceP99Ms,
    int delaySeconds,
    @Nullable Changes changes,
    @Nullable OfPeer prometheusDefaults,
    @Nullable OfPeer prometheusSoonest,
    Map<String, String> versions,
    boolean verified) {

  /**
   * Changes of rules while signals flow.
   *
   * @param count how many were made, one after the other
   * @param rate signals a second meanwhile
   * @param activeP50Ms from Kafka's acknowledgement of a change to the first alert of the new
   *     version: the median
   * @param activeMaxMs the same, of the slowest
   */
  record Changes(int count, int rate, double activeP50Ms, double activeMaxMs) {}

  /**
   * Prometheus with Alertmanager, on the rules that are no sequences.
   *
   * @param evaluationSeconds from one look at a rule to the next
   * @param groupWaitSeconds Alertmanager's {@code group_wait}
   * @param groupIntervalSeconds Alertmanager's {@code group_interval}
   * @param heldSeconds how long a bad value stayed
   * @param rate samples a second meanwhile, one of each host
   * @param alerts how many came to the webhook
   * @param missing how many did not
   * @param p50Ms from before a bad sample is sent to its alert's arrival at the webhook: the median
   * @param p99Ms the same, of the slowest hundredth
   */
  record OfPeer(
      long evaluationSeconds,
      long groupWaitSeconds,
      long groupIntervalSeconds,
      long heldSeconds,
      int rate,
      int alerts,
      int missing,
      double p50Ms,
      double p99Ms) {}
}
