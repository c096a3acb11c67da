package io.watchlake.app.bench.detect;

import io.watchlake.app.bench.detect.FaultAlerts.Fired;
import io.watchlake.app.bench.detect.RulesFigures.Part;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.rules.engine.RuleSignals;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.run.RuleRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs rules over recordings with labelled faults, by the engine that runs them live.
 *
 * <p>A recording is minutes long, and rules compare with what was before. So each is taken to
 * follow the recordings of its system without faults, one after the other without a gap; alerts
 * without a fault are counted in these, each after the others.
 */
final class RulesBench {

  private static final long MINUTE_MILLIS =
      TimeUnit.NANOSECONDS.toMillis(Resolution.MINUTE.nanos());

  private final Map<String, List<TelemetryCase>> systems;
  private final List<Rule> rules;
  private final Watch watch;
  private final Map<String, Subscription> asked = new TreeMap<>();
  private final Consumer<String> say;

  /**
   * @param systems the recordings of each system
   * @param rules of different names
   * @param watch which series are watched for anomalies, and how
   * @param say takes a line when a new part of the work begins
   */
  RulesBench(
      Map<String, List<TelemetryCase>> systems,
      List<Rule> rules,
      Watch watch,
      Consumer<String> say) {
    this.systems = systems;
    this.rules = List.copyOf(rules);
    this.watch = watch;
    this.say = say;
    rules.forEach(rule -> asked.putAll(RuleSignals.subscriptions(rule)));
  }

  /** Alerts while nothing was wrong, and in how many minutes of services. */
  private record Quiet(String system, List<Fired> alerts, long minutes) {

    static double perHour(List<Quiet> some, @Nullable String rule) {
      long minutes = some.stream().mapToLong(Quiet::minutes).sum();
      long alerts =
          some.stream()
              .flatMap(one -> one.alerts().stream())
              .filter(alert -> rule == null || alert.rule().equals(rule))
              .count();
      return alerts * (double) TimeUnit.HOURS.toMinutes(1) / minutes;
    }
  }

  /**
   * Runs the rules.
   *
   * @throws IllegalArgumentException for a sequence that cannot be
   */
  RulesFigures run() throws Exception {
    List<FaultAlerts> faults = new ArrayList<>();
    List<Quiet> quiet = new ArrayList<>();
    for (Map.Entry<String, List<TelemetryCase>> system : systems.entrySet()) {
      say.accept("running " + rules.size() + " rules over recordings of " + system.getKey());
      List<TelemetryCase> faultless = TelemetryBench.faultless(system.getValue());
      for (TelemetryCase recording : system.getValue()) {
        List<TelemetryCase> past = new ArrayList<>(faultless);
        past.remove(recording);
        TelemetryCase.Fault fault = recording.fault();
        if (fault != null) {
          faults.add(
              new FaultAlerts(system.getKey(), fault, fired(fault.service(), recording, past)));
        } else {
          for (String service : recording.series().keySet()) {
            quiet.add(
                new Quiet(
                    system.getKey(),
                    fired(service, recording, past),
                    minutes(recording.of(service)).size()));
          }
        }
      }
    }
    return figures(faults, quiet);
  }

  private RulesFigures figures(List<FaultAlerts> faults, List<Quiet> quiet) {
    List<Part> bySystem = new ArrayList<>();
    for (String system : systems.keySet()) {
      bySystem.add(
          FaultAlerts.part(
              system,
              faults,
              one -> one.system().equals(system),
              Quiet.perHour(
                  quiet.stream().filter(one -> one.system().equals(system)).toList(), null)));
    }
    List<Part> byType = new ArrayList<>();
    for (String type : new TreeSet<>(faults.stream().map(one -> one.fault().type()).toList())) {
      byType.add(
          FaultAlerts.part(type, faults, one -> one.fault().type().equals(type), Double.NaN));
    }
    List<Part> byRule = new ArrayList<>();
    for (String rule : new TreeSet<>(rules.stream().map(Rule::name).toList())) {
      byRule.add(
          FaultAlerts.part(
              rule,
              faults.stream().map(one -> one.of(rule)).toList(),
              one -> true,
              Quiet.perHour(quiet, rule)));
    }
    return new RulesFigures(
        FaultAlerts.part("all", faults, one -> true, Quiet.perHour(quiet, null)),
        bySystem,
        byType,
        byRule);
  }

  /** The alerts of a service that began to fire in a recording, when it follows these others. */
  private List<Fired> fired(String service, TelemetryCase recording, List<TelemetryCase> past)
      throws Exception {
    NavigableSet<Long> own = minutes(recording.of(service));
    if (own.isEmpty()) {
      return List.of();
    }
    long begin = own.first();
    RecordedSignals makes = new RecordedSignals(asked.values(), watch);
    List<Signal> signals = new ArrayList<>();
    long from = begin;
    for (TelemetryCase before : past) {
      from -= length(minutes(before.of(service)));
    }
    long next = from;
    for (TelemetryCase before : past) {
      NavigableSet<Long> minutes = minutes(before.of(service));
      if (!minutes.isEmpty()) {
        signals.addAll(makes.of(service, before.of(service), next - minutes.first()));
        next += length(minutes);
      }
    }
    signals.addAll(makes.of(service, recording.of(service), 0));
    List<Fired> fired = new ArrayList<>();
    try (RuleRun run =
        new RuleRun(
            rules,
            from,
            (rule, transition) -> {
              if (transition.status() == AlertStatus.FIRING && transition.timeMillis() > begin) {
                fired.add(new Fired(rule.name(), transition.timeMillis()));
              }
            })) {
      for (Signal signal : signals) {
        run.signal(signal);
      }
      run.advance(own.last() + MINUTE_MILLIS);
    }
    return fired;
  }

  /** How long a recording lasts, from the first window's start to the last one's end. */
  private static long length(NavigableSet<Long> minutes) {
    return minutes.isEmpty() ? 0 : minutes.last() + MINUTE_MILLIS - minutes.first();
  }

  /** The starts of all minutes that a service has windows of. */
  private static NavigableSet<Long> minutes(Map<String, NavigableMap<Long, Double>> metrics) {
    NavigableSet<Long> minutes = new TreeSet<>();
    metrics.values().forEach(windows -> minutes.addAll(windows.keySet()));
    return minutes;
  }
}
