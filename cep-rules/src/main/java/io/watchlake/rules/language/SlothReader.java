package io.watchlake.rules.language;

import io.watchlake.rules.language.SloFiles.Found;
import io.watchlake.rules.model.Severity;
import io.watchlake.rules.model.Template;
import io.watchlake.rules.slo.BurnAlert;
import io.watchlake.rules.slo.BurnAlert.Tier;
import io.watchlake.rules.slo.BurnAlerts;
import io.watchlake.rules.slo.Slo;
import io.watchlake.rules.slo.SloRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The objectives of a file of Sloth. */
final class SlothReader {

  /** Sloth's own period. */
  private static final Duration WINDOW = Duration.ofDays(30);

  /** In Sloth's files a label like any other; here what an alert has already. */
  private static final String SEVERITY = "severity";

  /** The label of the alerts' name in Sloth; here an alert's name is its rule's. */
  static final String ALERT_NAME = "sloth_alert";

  /** The label that a severity is kept in which is none here, such as a receiver's name. */
  static final String OTHER_SEVERITY = "sloth_alert_severity";

  private final Place place;

  SlothReader(Place place) {
    this.place = place;
  }

  /** Those that are right, after telling what is wrong with the others. */
  List<Found> read(Node document) {
    Entries file = SlothLanguage.FILE.read(document, place);
    if (file == null) {
      return List.of();
    }
    file.require(SlothLanguage.VERSION, "write version: prometheus/v1");
    String service = SloNames.read(file, SlothLanguage.SERVICE);
    List<Entries> entries = file.require(SlothLanguage.SLOS, "list the objectives");
    Map<String, Template> labels = labels(file, true);
    List<Found> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Entries one : entries == null ? List.<Entries>of() : entries) {
      int before = place.problems().size();
      String name = SloNames.read(one, SlothLanguage.NAME);
      if (name != null && !names.add(name)) {
        one.error(SlothLanguage.NAME, "given twice", "name each objective otherwise");
      }
      Slo slo = slo(service, name, labels, one);
      if (slo != null && place.problems().size() == before) {
        found.add(new Found(slo, one.node(), one.place()));
      }
    }
    return found;
  }

  private @Nullable Slo slo(
      @Nullable String service,
      @Nullable String name,
      Map<String, Template> common,
      Entries entries) {
    Double objective = entries.require(SlothLanguage.OBJECTIVE, "write a percentage, such as 99.9");
    if (objective != null && !(objective > 0 && objective < 100)) {
      entries.error(
          SlothLanguage.OBJECTIVE, "not between 0 and 100", "write a percentage, such as 99.9");
      return null;
    }
    SloIndicator indicator = indicator(entries);
    Map<String, Template> labels = new TreeMap<>(common);
    labels.putAll(labels(entries, true));
    List<BurnAlert> alerts = alerts(entries);
    if (service == null || name == null || objective == null || indicator == null) {
      return null;
    }
    Template description = entries.get(SlothLanguage.DESCRIPTION);
    return new Slo(
        service,
        name,
        description == null ? "" : description.text(),
        objective,
        WINDOW,
        indicator.indicator(),
        indicator.by(),
        labels,
        alerts);
  }

  private static @Nullable SloIndicator indicator(Entries slo) {
    Entries sli = slo.require(SlothLanguage.SLI_OF, "say what is measured");
    if (sli == null) {
      return null;
    }
    if (sli.given(SlothLanguage.SLI_RAW) || sli.given(SlothLanguage.SLI_PLUGIN)) {
      return null;
    }
    Entries events = sli.require(SlothLanguage.SLI_EVENTS, "write error_query and total_query");
    if (events == null) {
      return null;
    }
    events.require(SlothLanguage.ERROR_QUERY, "say which events are bad");
    events.require(SlothLanguage.TOTAL_QUERY, "say which events there are");
    SloQuery bad = SloQuery.read(events, SlothLanguage.ERROR_QUERY, SloQuery.Form.SLOTH);
    SloQuery all = SloQuery.read(events, SlothLanguage.TOTAL_QUERY, SloQuery.Form.SLOTH);
    return bad == null || all == null
        ? null
        : SloIndicator.of(events, SlothLanguage.ERROR_QUERY, bad, all, false);
  }

  private static List<BurnAlert> alerts(Entries slo) {
    Entries alerting = slo.get(SlothLanguage.ALERTING_OF);
    List<BurnAlert> alerts = new ArrayList<>();
    add(Tier.PAGE, SlothLanguage.PAGE, alerting, alerts);
    add(Tier.TICKET, SlothLanguage.TICKET, alerting, alerts);
    return alerts;
  }

  private static void add(
      Tier tier, Field<Entries> field, @Nullable Entries alerting, List<BurnAlert> alerts) {
    Entries own = alerting == null ? null : alerting.get(field);
    if (own != null && own.get(SlothLanguage.DISABLE, false)) {
      return;
    }
    Map<String, Template> labels = new TreeMap<>();
    Map<String, Template> annotations = new TreeMap<>();
    if (alerting != null) {
      labels.putAll(labels(alerting, false));
      annotations.putAll(alerting.get(SlothLanguage.ANNOTATIONS, Map.of()));
    }
    if (own != null) {
      labels.putAll(labels(own, false));
      annotations.putAll(own.get(SlothLanguage.ANNOTATIONS, Map.of()));
    }
    Template name = alerting == null ? null : alerting.get(SlothLanguage.ALERT_NAME);
    if (name != null) {
      labels.put(ALERT_NAME, name);
    }
    Severity severity = tier.severity();
    Template said = labels.remove(SEVERITY);
    if (said != null) {
      try {
        severity = Severity.ofCode(said.text());
      } catch (IllegalArgumentException another) {
        labels.put(OTHER_SEVERITY, said);
      }
    }
    alerts.add(
        new BurnAlert(
            tier.code(),
            tier,
            severity,
            BurnAlerts.windows(tier, WINDOW),
            Duration.ZERO,
            labels,
            annotations));
  }

  /**
   * Labels of alerts.
   *
   * @param ofBoth whether they are of alerts of both tiers, whose severities differ
   */
  private static Map<String, Template> labels(Entries of, boolean ofBoth) {
    Set<String> own = new HashSet<>(SloRules.OWN_LABELS);
    own.addAll(Set.of("alertname", "alert_type"));
    if (ofBoth) {
      own.add(SEVERITY);
    }
    return AlertLabels.read(of, SlothLanguage.LABELS, own, "objective", "remove it");
  }
}
