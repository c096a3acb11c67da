package io.watchlake.app.bench.detect;

import io.watchlake.app.bench.detect.RulesFigures.Part;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The alerts of a faulty service around its fault.
 *
 * @param alerts those that began to fire in the recording
 */
record FaultAlerts(String system, TelemetryCase.Fault fault, List<Fired> alerts) {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration LATER = Duration.ofMinutes(5);

  /**
   * That an alert began to fire.
   *
   * @param millis when, milliseconds since the epoch
   */
  record Fired(String rule, long millis) {}

  /** The same as one rule alone sees it. */
  FaultAlerts of(String rule) {
    return new FaultAlerts(
        system, fault, alerts.stream().filter(alert -> alert.rule().equals(rule)).toList());
  }

  /** How long after the fault the first alert came; empty if none came within this time. */
  private OptionalLong within(Duration time) {
    return alerts.stream()
        .mapToLong(alert -> alert.millis() - fault.startMillis())
        .filter(after -> after > 0 && after <= time.toMillis())
        .min();
  }

  private boolean before(Duration time) {
    return alerts.stream()
        .mapToLong(alert -> fault.startMillis() - alert.millis())
        .anyMatch(before -> before >= 0 && before < time.toMillis());
  }

  /**
   * What became of some faults.
   *
   * @param falsePerServiceHour as in {@link Part#falsePerServiceHour}
   */
  static Part part(
      String name,
      List<FaultAlerts> faults,
      Predicate<FaultAlerts> which,
      double falsePerServiceHour) {
    List<FaultAlerts> some = faults.stream().filter(which).toList();
    long[] delays =
        some.stream()
            .map(one -> one.within(LATER))
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .sorted()
            .toArray();
    return new Part(
        name,
        some.size(),
        count(some, one -> one.within(SOON).isPresent()),
        delays.length,
        count(some, one -> one.before(SOON)),
        count(some, one -> one.before(LATER)),
        median(delays) / Duration.ofSeconds(1).toMillis(),
        falsePerServiceHour);
  }

  private static int count(List<FaultAlerts> faults, Predicate<FaultAlerts> which) {
    return (int) faults.stream().filter(which).count();
  }

  private static double median(long[] sorted) {
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }
}
