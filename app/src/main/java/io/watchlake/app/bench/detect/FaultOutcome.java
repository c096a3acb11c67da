package io.watchlake.app.bench.detect;

import io.watchlake.app.bench.detect.TelemetryFigures.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What became of a fault.
 *
 * @param found whether an anomaly was told soon after it began
 * @param before whether one was told in as much time before it
 */
record FaultOutcome(String system, String type, boolean found, boolean before) {

  /** An anomaly within this time after a fault has found it. */
  private static final Duration SOON = Duration.ofMinutes(2);

  /**
   * @param told when anomalies were told, milliseconds since the epoch
   */
  static FaultOutcome of(String system, TelemetryCase.Fault fault, Collection<Long> told) {
    boolean found = false;
    boolean before = false;
    for (long one : told) {
      long after = one - fault.startMillis();
      found |= after > 0 && after <= SOON.toMillis();
      before |= after <= 0 && after > -SOON.toMillis();
    }
    return new FaultOutcome(system, fault.type(), found, before);
  }

  static Part part(
      String name,
      List<FaultOutcome> outcomes,
      Predicate<FaultOutcome> which,
      double perServiceHour) {
    List<FaultOutcome> some = outcomes.stream().filter(which).toList();
    return new Part(
        name,
        some.size(),
        (int) some.stream().filter(FaultOutcome::found).count(),
        (int) some.stream().filter(FaultOutcome::before).count(),
        perServiceHour);
  }

  /** A part a kind of fault. */
  static List<Part> byType(List<FaultOutcome> outcomes) {
    Map<String, Part> byType = new TreeMap<>();
    for (FaultOutcome outcome : outcomes) {
      byType.computeIfAbsent(
          outcome.type(), type -> part(type, outcomes, one -> one.type().equals(type), Double.NaN));
    }
    return new ArrayList<>(byType.values());
  }
}
