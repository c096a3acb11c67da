package io.watchlake.jobs.backtest;

import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.model.Timeline;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.rules.engine.RuleAlert;
import io.watchlake.rules.engine.RuleSignals;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.run.RuleRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Rules over what the lakehouse holds: the signals are made of its rows by what makes them live,
 * and the rules are run by the engine that runs them live.
 */
public final class Backtest {

  /** The version a rule has that was never applied. */
  private static final long FIRST = 1;

  /** History that is read before the span at least, so that what has begun is known. */
  private static final Duration LEAD = Duration.ofHours(1);

  /** Kinds that the lakehouse has rows of. */
  private static final Set<SignalKind> KEPT =
      EnumSet.of(SignalKind.METRIC, SignalKind.DEPLOYMENT, SignalKind.INCIDENT, SignalKind.ANOMALY);

  private final SqlEngine sql;

  /**
   * What is asked.
   *
   * @param rules all of different names, one at least
   * @param from begin of the span that alerts are told of
   * @param to its end, which is not in it
   * @param custom how custom metrics are named and labelled
   */
  public record Request(Collection<Rule> rules, Instant from, Instant to, CustomMetrics custom) {

    /**
     * @throws IllegalArgumentException for no rules, and for an empty span
     */
    public Request {
      rules = List.copyOf(rules);
      if (rules.isEmpty() || !from.isBefore(to)) {
        throw new IllegalArgumentException("a backtest has a rule and a span of time at least");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param alerts what would have become of alerts, in the order of time
   * @param recorded what became of the alerts of the rules of these names live
   * @param signals how many signals the rules looked at, those before the span among them
   * @param remarks what the rules would have looked at and the lakehouse does not hold
   */
  public record Result(
      List<Alert> alerts, List<RecordedAlert> recorded, long signals, List<String> remarks) {

    public Result {
      alerts = List.copyOf(alerts);
      recorded = List.copyOf(recorded);
      remarks = List.copyOf(remarks);
    }
  }

  /** Hears how far the work is. */
  public interface Watcher {

    /**
     * A signal is about to be looked at.
     *
     * @param share of the time that is behind, 0 to 1
     */
    void signal(Signal signal, double share);
  }

  /**
   * @param sql of the lakehouse; stays open
   */
  public Backtest(SqlEngine sql) {
    this.sql = sql;
  }

  /**
   * Runs the rules.
   *
   * @throws IllegalArgumentException for a sequence that cannot be
   * @throws io.watchlake.lakehouse.sql.SqlException if the lakehouse does not answer
   */
  public Result run(Request request, Watcher watcher) throws Exception {
    String timeline = Timeline.LIVE.name();
    Span told = new Span(request.from(), request.to());
    Span looked = new Span(request.from().minus(lead(request.rules())), request.to());
    long beginMillis = looked.from().toEpochMilli();
    double millis = Math.max(1, request.to().toEpochMilli() - beginMillis);
    List<Alert> alerts = new ArrayList<>();
    long signals = 0;
    try (SignalHistory history = history(request, timeline, looked);
        RuleRun run =
            new RuleRun(
                request.rules(),
                beginMillis,
                (rule, transition) -> {
                  if (transition.timeMillis() >= told.from().toEpochMilli()) {
                    alerts.add(RuleAlert.of(timeline, rule, FIRST, false, transition));
                  }
                })) {
      for (Signal signal = history.next(); signal != null; signal = history.next()) {
        long at = TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano());
        watcher.signal(signal, (at - beginMillis) / millis);
        run.signal(signal);
        signals++;
      }
      run.advance(request.to().toEpochMilli() - 1);
    }
    return new Result(
        alerts,
        AlertHistory.of(sql, timeline, request.rules().stream().map(Rule::name).toList(), told),
        signals,
        remarks(request.rules()));
  }

  /**
   * What the live job said under an id; empty where it said nothing.
   *
   * @throws io.watchlake.lakehouse.sql.SqlException if the lakehouse does not answer
   */
  public Optional<RecordedAlert> recorded(String id) {
    return AlertHistory.of(sql, id);
  }

  private SignalHistory history(Request request, String timeline, Span span) {
    Map<String, SeriesSubscription> asked = new TreeMap<>();
    Set<SignalKind> kinds = EnumSet.noneOf(SignalKind.class);
    for (Rule rule : request.rules()) {
      for (Subscription one : RuleSignals.subscriptions(rule).values()) {
        if (one instanceof SeriesSubscription of) {
          asked.put(of.id(), of);
        }
      }
      rule.condition().patterns().forEach(pattern -> kinds.add(pattern.kind()));
    }
    List<SignalHistory> histories = new ArrayList<>();
    // What was deployed comes before what a window says at the same time.
    if (kinds.contains(SignalKind.DEPLOYMENT)) {
      histories.add(DeliveryHistory.deployments(sql, timeline, span));
    }
    if (kinds.contains(SignalKind.INCIDENT)) {
      histories.add(DeliveryHistory.incidents(sql, timeline, span));
    }
    if (!asked.isEmpty()) {
      histories.add(new MetricHistory(sql, timeline, span, asked.values(), request.custom()));
    }
    if (kinds.contains(SignalKind.ANOMALY)) {
      histories.add(AnomalyHistory.of(sql, timeline, span, request.custom()));
    }
    return new MergedHistory(histories);
  }

  /** How far back what rules remember reaches. */
  private static Duration lead(Collection<Rule> rules) {
    Duration lead = LEAD;
    for (Rule rule : rules) {
      Duration own = rule.duration().plus(rule.keepFiringFor()).plus(window(rule.condition()));
      lead = own.compareTo(lead) > 0 ? own : lead;
    }
    return lead;
  }

  private static Duration window(Condition condition) {
    if (condition instanceof Condition.Change of) {
      return of.window();
    } else if (condition instanceof Condition.Ratio of) {
      return of.window();
    } else if (condition instanceof Condition.Count of) {
      return of.window();
    } else if (condition instanceof Condition.BurnRate of) {
      return of.longest();
    } else if (condition instanceof Condition.Sequence of) {
      return of.within();
    }
    return Duration.ZERO;
  }

  private static List<String> remarks(Collection<Rule> rules) {
    List<String> remarks = new ArrayList<>();
    for (Rule rule : rules) {
      Set<SignalKind> kinds = EnumSet.noneOf(SignalKind.class);
      for (SignalPattern pattern : rule.condition().patterns()) {
        kinds.add(pattern.kind());
        if (pattern.kind() == SignalKind.METRIC && pattern.name() == null) {
          remarks.add(
              rule.name()
                  + ": looks at metrics of any name, of which it gets those that other rules ask"
                  + " for");
        }
      }
      kinds.removeAll(KEPT);
      for (SignalKind kind : kinds) {
        remarks.add(
            rule.name()
                + ": signals of the kind "
                + kind.code()
                + " are in no table; the rule saw none");
      }
      if (rule.resolution() != Resolution.MINUTE
          && rule.condition().patterns().stream()
              .anyMatch(pattern -> pattern.kind() == SignalKind.METRIC)) {
        remarks.add(
            rule.name()
                + ": windows of "
                + rule.resolution().code()
                + " are in no table; write resolution: 1m to try the rule on windows of a minute");
      }
    }
    return remarks;
  }
}
