package io.watchlake.app.bench.detect;

import io.watchlake.app.bench.detect.TelemetryFigures.Part;
import io.watchlake.ml.Profile;
import io.watchlake.ml.SeriesDetector;
import io.watchlake.ml.member.Expectation;
import io.watchlake.model.telemetry.Resolution;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the detector over recordings with labelled faults, series by series as the job {@code
 * anomalies} does with windows of a minute.
 *
 * <p>A recording is minutes long and a detector says nothing before 200 windows. So each fault is
 * seen by detectors that have learned the recordings of its system without faults, one after the
 * other, four hours in all. Alarms without a fault are counted in the same recordings, each after
 * the others, from the 200th window on.
 */
final class TelemetryBench {

  private static final long MINUTE_MILLIS =
      TimeUnit.NANOSECONDS.toMillis(Resolution.MINUTE.nanos());

  /** Strength 1, from which anomalies are told. */
  private static final double TOLD = 1;

  /** Nothing is said of the first windows of a series. */
  private static final int SILENT = 200;

  private final Map<String, List<TelemetryCase>> systems;
  private final Profile profile;
  private final Consumer<String> say;

  /**
   * @param systems the recordings of each system
   * @param say takes a line when a new part of the work begins
   */
  TelemetryBench(Map<String, List<TelemetryCase>> systems, Profile profile, Consumer<String> say) {
    this.systems = systems;
    this.profile = profile;
    this.say = say;
  }

  TelemetryFigures run(boolean ablate) {
    say.accept("looking for faults");
    Set<Expectation> none = EnumSet.noneOf(Expectation.class);
    List<FaultOutcome> outcomes = outcomes(none);
    List<Part> bySystem = new ArrayList<>();
    for (String system : systems.keySet()) {
      bySystem.add(
          FaultOutcome.part(
              system, outcomes, one -> one.system().equals(system), quiet(system, none)));
    }
    List<Part> ablation = new ArrayList<>();
    if (ablate) {
      for (Expectation expectation : Expectation.values()) {
        say.accept("without the expectation that " + expectation.words());
        Set<Expectation> without = EnumSet.of(expectation);
        ablation.add(
            FaultOutcome.part(expectation.words(), outcomes(without), one -> true, quiet(without)));
      }
    }
    return new TelemetryFigures(
        profile.id(),
        FaultOutcome.part("all", outcomes, one -> true, quiet(none)),
        bySystem,
        FaultOutcome.byType(outcomes),
        ablation);
  }

  private List<FaultOutcome> outcomes(Set<Expectation> unheard) {
    List<FaultOutcome> outcomes = new ArrayList<>();
    systems.forEach(
        (system, cases) -> {
          List<TelemetryCase> faultless = faultless(cases);
          for (TelemetryCase one : cases) {
            TelemetryCase.Fault fault = one.fault();
            if (fault != null) {
              outcomes.add(outcome(system, one, fault, faultless, unheard));
            }
          }
        });
    return outcomes;
  }

  private FaultOutcome outcome(
      String system,
      TelemetryCase recording,
      TelemetryCase.Fault fault,
      List<TelemetryCase> faultless,
      Set<Expectation> unheard) {
    List<Long> told = new ArrayList<>();
    for (Map.Entry<String, NavigableMap<Long, Double>> metric :
        recording.of(fault.service()).entrySet()) {
      SeriesDetector detector = SeriesDetector.without(profile, unheard);
      for (TelemetryCase past : faultless) {
        update(detector, past.of(fault.service()).get(metric.getKey()));
      }
      told.addAll(update(detector, metric.getValue()));
    }
    return FaultOutcome.of(system, fault, told);
  }

  /** Feeds windows; gives the ends of those that are told, in milliseconds since the epoch. */
  private static List<Long> update(
      SeriesDetector detector, @Nullable NavigableMap<Long, Double> windows) {
    List<Long> told = new ArrayList<>();
    if (windows != null) {
      windows.forEach(
          (minute, value) -> {
            if (detector.update(minute, value).score() >= TOLD) {
              told.add(minute + MINUTE_MILLIS);
            }
          });
    }
    return told;
  }

  private double quiet(Set<Expectation> unheard) {
    double anomalies = 0;
    double hours = 0;
    for (String system : systems.keySet()) {
      double systemHours = quietHours(system);
      anomalies += quiet(system, unheard) * systemHours;
      hours += systemHours;
    }
    return anomalies / hours;
  }

  /** Anomalies an hour of a service while nothing is wrong. */
  private double quiet(String system, Set<Expectation> unheard) {
    List<TelemetryCase> faultless = faultless(systems.getOrDefault(system, List.of()));
    long anomalies = 0;
    for (int last = 0; last < faultless.size(); last++) {
      TelemetryCase heard = faultless.get(last);
      for (String service : heard.series().keySet()) {
        for (String metric : heard.of(service).keySet()) {
          SeriesDetector detector = SeriesDetector.without(profile, unheard);
          for (TelemetryCase past : faultless) {
            if (!past.id().equals(heard.id())) {
              update(detector, past.of(service).get(metric));
            }
          }
          anomalies += update(detector, heard.of(service).get(metric)).size();
        }
      }
    }
    return anomalies / quietHours(system);
  }

  /**
   * In how many hours of services something could have been told: by the longest series of each.
   */
  private double quietHours(String system) {
    List<TelemetryCase> faultless = faultless(systems.getOrDefault(system, List.of()));
    long minutes = 0;
    for (TelemetryCase heard : faultless) {
      for (String service : heard.series().keySet()) {
        int longest = 0;
        for (String metric : heard.of(service).keySet()) {
          int before = 0;
          for (TelemetryCase past : faultless) {
            NavigableMap<Long, Double> windows = past.of(service).get(metric);
            before += past.id().equals(heard.id()) || windows == null ? 0 : windows.size();
          }
          NavigableMap<Long, Double> windows = heard.of(service).get(metric);
          int length = windows == null ? 0 : windows.size();
          longest = Math.max(longest, Math.min(length, before + length - SILENT));
        }
        minutes += longest;
      }
    }
    return (double) minutes / TimeUnit.HOURS.toMinutes(1);
  }

  static List<TelemetryCase> faultless(List<TelemetryCase> cases) {
    return cases.stream().filter(one -> one.fault() == null).toList();
  }
}
