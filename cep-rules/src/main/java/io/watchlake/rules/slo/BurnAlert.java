package io.watchlake.rules.slo;

import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.model.Severity;
import io.watchlake.rules.model.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert of an objective.
 *
 * @param name names it among those of the objective
 * @param tier how it is answered
 * @param windows any pair of them is enough; those that can never be exceeded are left out later
 * @param duration how long it must be so before the alert fires
 * @param labels of the alert alone
 * @param annotations of the alert alone
 */
public record BurnAlert(
    String name,
    Tier tier,
    Severity severity,
    List<BurnWindow> windows,
    Duration duration,
    Map<String, Template> labels,
    Map<String, Template> annotations) {

  public BurnAlert {
    windows = List.copyOf(windows);
    labels = new TreeMap<>(labels);
    annotations = new TreeMap<>(annotations);
  }

  /** How an alert is answered; the code is what the label says. */
  public enum Tier {
    /** Somebody is woken. */
    PAGE("page", Severity.CRITICAL),
    /** Somebody looks at it within days. */
    TICKET("ticket", Severity.WARNING),
    /** Nobody has to do anything. */
    INFO("info", Severity.INFO);

    private final String code;
    private final Severity severity;

    Tier(String code, Severity severity) {
      this.code = code;
      this.severity = severity;
    }

    public String code() {
      return code;
    }

    /** The severity of its alerts where nothing else is said. */
    public Severity severity() {
      return severity;
    }
  }
}
