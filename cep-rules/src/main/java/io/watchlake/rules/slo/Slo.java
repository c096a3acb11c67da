package io.watchlake.rules.slo;

import io.watchlake.rules.model.Indicator;
import io.watchlake.rules.model.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service level objective.
 *
 * @param service whose it is
 * @param name names it among those of the service
 * @param description for people; empty for none
 * @param objectivePercent how many of a hundred events must be good
 * @param window how long it is held to; rolling
 * @param indicator which events there are, and which are bad
 * @param key the labels by which events are told apart, each with a budget of its own; empty for
 *     one budget of all
 * @param labels of all its alerts
 * @param alerts when its budget burns too fast
 */
public record Slo(
    String service,
    String name,
    String description,
    double objectivePercent,
    Duration window,
    Indicator indicator,
    List<String> key,
    Map<String, Template> labels,
    List<BurnAlert> alerts) {

  public Slo {
    key = List.copyOf(key);
    labels = new TreeMap<>(labels);
    alerts = List.copyOf(alerts);
  }

  /** Names it among all: {@code service/name}. */
  public String id() {
    return service + '/' + name;
  }

  /** The share of events that may be bad. */
  public double budget() {
    return ErrorBudget.share(objectivePercent);
  }
}
