package io.watchlake.rules.slo;

import io.watchlake.model.signal.SignalLabels;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.model.Condition.BurnRate;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.Rule.Retirement;
import io.watchlake.rules.model.Template;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The alert rules of an objective. */
public final class SloRules {

  /** The label of the objective's name. */
  public static final String SLO_LABEL = "slo";

  /**
   * The label of the objective and of the events that an alert is of; alerts of both tiers share
   * it.
   */
  public static final String ID_LABEL = "slo_id";

  /** The label that says how an alert is answered. */
  public static final String TIER_LABEL = "burn_tier";

  /** Labels that an objective gives its alerts. */
  public static final Set<String> OWN_LABELS =
      Set.of(SLO_LABEL, ID_LABEL, TIER_LABEL, SignalLabels.SERVICE);

  /**
   * For how long a verdict is held back: the series of a minute come one after the other at the
   * same time of their own, and what the first of them say alone is not so.
   */
  public static final Duration SETTLING = Duration.ofSeconds(30);

  private static final Duration FORGET_AFTER = Duration.ofDays(1);

  private SloRules() {}

  /** The rules, one for each alert that can fire. */
  public static List<Rule> of(Slo slo) {
    List<Rule> rules = new ArrayList<>();
    for (BurnAlert alert : slo.alerts()) {
      rule(slo, alert).ifPresent(rules::add);
    }
    return rules;
  }

  /** The name of the rule of an alert. */
  public static String name(Slo slo, BurnAlert alert) {
    return slo.service() + '.' + slo.name() + '.' + alert.name();
  }

  /** The windows of an alert that can be exceeded: not if every event being bad is not enough. */
  public static List<BurnWindow> windows(Slo slo, BurnAlert alert) {
    return alert.windows().stream()
        .filter(window -> ErrorBudget.burnRate(1, 1, slo.budget()) > window.factor())
        .toList();
  }

  private static Optional<Rule> rule(Slo slo, BurnAlert alert) {
    List<BurnWindow> windows = windows(slo, alert);
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(
            name(slo, alert),
            new BurnRate(slo.indicator(), slo.budget(), windows),
            slo.key(),
            alert.duration().compareTo(SETTLING) > 0 ? alert.duration() : SETTLING,
            SETTLING,
            FORGET_AFTER,
            alert.severity(),
            null,
            List.of(),
            Resolution.MINUTE,
            labels(slo, alert),
            annotations(slo, alert),
            List.of(),
            Retirement.DRAIN));
  }

  private static Map<String, Template> labels(Slo slo, BurnAlert alert) {
    Map<String, Template> labels = new TreeMap<>(slo.labels());
    labels.putAll(alert.labels());
    labels.put(SLO_LABEL, Template.parse(slo.name()));
    labels.put(TIER_LABEL, Template.parse(alert.tier().code()));
    StringBuilder id = new StringBuilder(slo.id());
    slo.key().forEach(label -> id.append("/{{ $labels.").append(label).append(" }}"));
    labels.put(ID_LABEL, Template.parse(id.toString()));
    if (!slo.key().contains(SignalLabels.SERVICE)) {
      labels.put(SignalLabels.SERVICE, Template.parse(slo.service()));
    }
    return labels;
  }

  private static Map<String, Template> annotations(Slo slo, BurnAlert alert) {
    Map<String, Template> annotations = new TreeMap<>();
    annotations.put(
        "summary",
        Template.parse(
            "The error budget of "
                + slo.id()
                + " burns {{ $value | printf \"%.1f\" }} times as fast as it lasts"));
    if (!slo.description().isEmpty()) {
      annotations.put("description", Template.parse(slo.description()));
    }
    annotations.put(
        "objective",
        Template.parse(
            BigDecimal.valueOf(slo.objectivePercent()).stripTrailingZeros().toPlainString()
                + "% over "
                + slo.window().toDays()
                + "d"));
    annotations.putAll(alert.annotations());
    return annotations;
  }
}
