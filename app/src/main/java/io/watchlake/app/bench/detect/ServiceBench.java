package io.watchlake.app.bench.detect;

import io.watchlake.app.bench.detect.TelemetryFigures.Part;
import io.watchlake.ml.service.Episode;
import io.watchlake.ml.service.ModelFitter;
import io.watchlake.ml.service.ServiceModel;
import io.watchlake.model.telemetry.Resolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Judges services as a whole over recordings with labelled faults, minute by minute as the job
 * {@code anomalies} does. Each service has a model that was fitted on the recordings of its system
 * without a fault. Alarms without a fault are counted in each of these by models fitted on the
 * others.
 */
final class ServiceBench {

  private static final long MINUTE_MILLIS =
      TimeUnit.NANOSECONDS.toMillis(Resolution.MINUTE.nanos());

  /** Strength 1, from which anomalies are told. */
  private static final double TOLD = 1;

  private final Map<String, List<TelemetryCase>> systems;
  private final ModelFitter fitter;
  private final Consumer<String> say;

  /**
   * @param systems the recordings of each system
   * @param say takes a line when a new part of the work begins
   */
  ServiceBench(Map<String, List<TelemetryCase>> systems, ModelFitter fitter, Consumer<String> say) {
    this.systems = systems;
    this.fitter = fitter;
    this.say = say;
  }

  /** What was told while nothing was wrong. */
  private record Quiet(long anomalies, long minutes) {

    Quiet plus(Quiet other) {
      return new Quiet(anomalies + other.anomalies, minutes + other.minutes);
    }

    double perHour() {
      return anomalies * (double) TimeUnit.HOURS.toMinutes(1) / minutes;
    }
  }

  TelemetryFigures run() {
    List<FaultOutcome> outcomes = new ArrayList<>();
    List<Part> bySystem = new ArrayList<>();
    Quiet all = new Quiet(0, 0);
    for (Map.Entry<String, List<TelemetryCase>> system : systems.entrySet()) {
      say.accept("fitting and judging services of " + system.getKey());
      String name = system.getKey();
      outcomes.addAll(outcomes(name, system.getValue()));
      Quiet quiet = quiet(TelemetryBench.faultless(system.getValue()));
      all = all.plus(quiet);
      bySystem.add(
          FaultOutcome.part(name, outcomes, one -> one.system().equals(name), quiet.perHour()));
    }
    return new TelemetryFigures(
        "services, " + fitter.name(),
        FaultOutcome.part("all", outcomes, one -> true, all.perHour()),
        bySystem,
        FaultOutcome.byType(outcomes),
        List.of());
  }

  private List<FaultOutcome> outcomes(String system, List<TelemetryCase> cases) {
    List<TelemetryCase> faultless = TelemetryBench.faultless(cases);
    Map<String, ServiceModel> models = new TreeMap<>();
    List<FaultOutcome> outcomes = new ArrayList<>();
    for (TelemetryCase one : cases) {
      TelemetryCase.Fault fault = one.fault();
      if (fault != null) {
        // A service of which the past knows nothing has no model, and nothing is told of it.
        outcomes.add(
            FaultOutcome.of(
                system,
                fault,
                isKnown(fault.service(), faultless)
                    ? told(
                        models.computeIfAbsent(fault.service(), name -> fit(name, faultless)), one)
                    : List.of()));
      }
    }
    return outcomes;
  }

  private Quiet quiet(List<TelemetryCase> faultless) {
    Quiet quiet = new Quiet(0, 0);
    for (TelemetryCase heard : faultless) {
      List<TelemetryCase> others =
          faultless.stream().filter(one -> !one.id().equals(heard.id())).toList();
      for (String service : heard.series().keySet()) {
        if (isKnown(service, others)) {
          ServiceModel model = fit(service, others);
          quiet =
              quiet.plus(
                  new Quiet(
                      told(model, heard).size(),
                      minutes(heard.of(service), model.signals()).size()));
        }
      }
    }
    return quiet;
  }

  private static boolean isKnown(String service, List<TelemetryCase> cases) {
    return cases.stream().anyMatch(one -> !one.of(service).isEmpty());
  }

  private ServiceModel fit(String service, List<TelemetryCase> cases) {
    TreeSet<String> signals = new TreeSet<>();
    cases.forEach(one -> signals.addAll(one.of(service).keySet()));
    List<String> names = List.copyOf(signals);
    List<double[]> vectors = new ArrayList<>();
    cases.forEach(one -> vectors.addAll(minutes(one.of(service), names).values()));
    return fitter.fit(service, names, vectors);
  }

  /** The ends of the minutes that are told, milliseconds since the epoch. */
  private static List<Long> told(ServiceModel model, TelemetryCase recording) {
    List<Long> told = new ArrayList<>();
    Episode episode = new Episode();
    minutes(recording.of(model.service()), model.signals())
        .forEach(
            (minute, vector) ->
                model
                    .assess(vector)
                    .ifPresent(
                        said -> {
                          if (episode.begins(said.strength()) && said.strength() >= TOLD) {
                            told.add(minute + MINUTE_MILLIS);
                          }
                        }));
    return told;
  }

  /** The vector of each minute that has any signal. */
  private static NavigableMap<Long, double[]> minutes(
      Map<String, NavigableMap<Long, Double>> series, List<String> signals) {
    NavigableMap<Long, double[]> minutes = new TreeMap<>();
    for (int i = 0; i < signals.size(); i++) {
      int place = i;
      series
          .getOrDefault(signals.get(i), new TreeMap<>())
          .forEach(
              (minute, value) ->
                  minutes.computeIfAbsent(minute, unseen -> missing(signals.size()))[place] =
                      value);
    }
    return minutes;
  }

  private static double[] missing(int signals) {
    double[] vector = new double[signals];
    Arrays.fill(vector, Double.NaN);
    return vector;
  }
}
