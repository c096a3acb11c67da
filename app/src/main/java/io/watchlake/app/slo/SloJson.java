package io.watchlake.app.slo;

import io.watchlake.rules.language.RuleProblem;
import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.slo.BudgetReport;
import io.watchlake.rules.slo.BurnAlert;
import io.watchlake.rules.slo.ErrorBudget;
import io.watchlake.rules.slo.Slo;
import io.watchlake.rules.slo.SloRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objectives for programs. Parts are fractions, times of windows seconds. */
final class SloJson {

  private SloJson() {}

  static Map<String, Object> checked(List<Slo> slos, List<RuleProblem> problems) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("usable", problems.isEmpty());
    json.put("slos", slos.stream().map(SloJson::described).toList());
    json.put("problems", problems);
    return json;
  }

  static Map<String, Object> described(Slo slo) {
    Map<String, Object> json = head(slo);
    json.put(slo.indicator().good() ? "good" : "bad", slo.indicator().of().toString());
    json.put("all", slo.indicator().to().toString());
    json.put("counted", slo.indicator().weight().code());
    json.put("key", slo.key());
    json.put("alerts", slo.alerts().stream().map(alert -> alert(slo, alert)).toList());
    return json;
  }

  private static Map<String, Object> head(Slo slo) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("service", slo.service());
    json.put("slo", slo.name());
    json.put("objective_percent", slo.objectivePercent());
    json.put("window_seconds", slo.window().toSeconds());
    return json;
  }

  private static Map<String, Object> alert(Slo slo, BurnAlert alert) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", SloRules.name(slo, alert));
    json.put("tier", alert.tier().code());
    json.put("severity", alert.severity().code());
    json.put("windows", SloRules.windows(slo, alert).stream().map(SloJson::window).toList());
    return json;
  }

  private static Map<String, Object> window(BurnWindow window) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("long_seconds", window.longWindow().toSeconds());
    json.put("short_seconds", window.shortWindow().toSeconds());
    json.put("factor", window.factor());
    return json;
  }

  static Map<String, @Nullable Object> status(Budget budget) {
    BudgetReport report = budget.report();
    Map<String, @Nullable Object> json = new LinkedHashMap<>(head(budget.slo()));
    json.put("labels", budget.labels());
    json.put("at", Instant.ofEpochMilli(report.atMillis()));
    json.put("events", report.all());
    json.put("bad", report.bad());
    json.put("allowed", ErrorBudget.allowed(report.all(), budget.slo().budget()));
    json.put("spent", number(report.spent()));
    json.put("left", number(report.left()));
    json.put("burn_rates", report.rates().stream().map(SloJson::rate).toList());
    json.put("deployments", report.shares().stream().map(SloJson::share).toList());
    return json;
  }

  private static Map<String, @Nullable Object> rate(BudgetReport.Rate rate) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("window_seconds", rate.window().toSeconds());
    json.put("events", rate.all());
    json.put("bad", rate.bad());
    json.put("burn_rate", number(rate.burnRate()));
    return json;
  }

  private static Map<String, @Nullable Object> share(BudgetReport.Share share) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("deployment_id", share.deployed().id());
    json.put("environment", share.deployed().environment());
    json.put("from", Instant.ofEpochMilli(share.deployed().atMillis()));
    json.put("until", Instant.ofEpochMilli(share.untilMillis()));
    json.put("events", share.all());
    json.put("bad", share.bad());
    json.put("spent", number(share.spent()));
    return json;
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
