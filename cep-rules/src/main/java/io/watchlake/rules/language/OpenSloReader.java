package io.watchlake.rules.language;

import io.watchlake.rules.language.SloFiles.Found;
import io.watchlake.rules.model.Template;
import io.watchlake.rules.slo.BurnAlert;
import io.watchlake.rules.slo.Slo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The objectives of the documents of OpenSLO in a file, which may refer to each other. */
final class OpenSloReader {

  private static final String OCCURRENCES = "Occurrences";
  private static final Duration SHORTEST = Duration.ofDays(28);
  private static final Duration LONGEST = Duration.ofDays(90);

  private final Place place;

  /** The documents but for objectives, by kind and name. */
  private final Map<String, Map<String, Entries>> others = new HashMap<>();

  private final OpenSloIndicators indicators;
  private final OpenSloAlerts alerts;

  OpenSloReader(Place place) {
    this.place = place;
    this.indicators = new OpenSloIndicators(of(OpenSloLanguage.SLI_KIND));
    this.alerts =
        new OpenSloAlerts(of(OpenSloLanguage.POLICY_KIND), of(OpenSloLanguage.CONDITION_KIND));
  }

  private Map<String, Entries> of(String kind) {
    return others.computeIfAbsent(kind, ignored -> new HashMap<>());
  }

  /** Those that are right, after telling what is wrong with the others. */
  List<Found> read(List<Node> documents) {
    List<Entries> objectives = new ArrayList<>();
    for (Node document : documents) {
      Entries entries = OpenSloLanguage.DOCUMENT.read(document, place);
      if (entries != null) {
        entries.require(OpenSloLanguage.API_VERSION, "write apiVersion: openslo/v1");
        sort(entries, objectives);
      }
    }
    List<Found> found = new ArrayList<>();
    for (Entries document : objectives) {
      int before = place.problems().size();
      Slo slo = slo(document);
      if (slo != null && place.problems().size() == before) {
        found.add(new Found(slo, document.node(), document.place()));
      }
    }
    return found;
  }

  private void sort(Entries document, List<Entries> objectives) {
    String kind = document.require(OpenSloLanguage.KIND, "say what it describes, such as SLO");
    if (kind == null || OpenSloLanguage.PASSED_OVER.contains(kind)) {
      return;
    }
    if (kind.equals(OpenSloLanguage.SLO_KIND)) {
      objectives.add(document);
    } else if (others.containsKey(kind)) {
      String name = name(document);
      if (name != null && of(kind).putIfAbsent(name, document) != null) {
        document
            .place()
            .error(
                document.node(),
                "there is another " + kind + " of the name " + name,
                "keep one of them");
      }
    } else {
      document.error(
          OpenSloLanguage.KIND,
          YamlNodes.quoted(kind) + " is not taken",
          "remove it; taken are SLO, SLI, AlertPolicy and AlertCondition, and passed over "
              + String.join(" and ", OpenSloLanguage.PASSED_OVER));
    }
  }

  static @Nullable String name(Entries document) {
    Entries metadata = document.require(OpenSloLanguage.METADATA_OF, "give it a name");
    return metadata == null ? null : SloNames.read(metadata, OpenSloLanguage.NAME);
  }

  private @Nullable Slo slo(Entries document) {
    String name = name(document);
    Entries spec = spec(document, OpenSloLanguage.SLO);
    if (spec == null) {
      return null;
    }
    String service = SloNames.read(spec, OpenSloLanguage.SERVICE);
    String method = spec.require(OpenSloLanguage.METHOD, "write budgetingMethod: " + OCCURRENCES);
    if (method != null && !method.equals(OCCURRENCES)) {
      spec.error(
          OpenSloLanguage.METHOD,
          YamlNodes.quoted(method) + " is not taken: budgets are of events",
          "write " + OCCURRENCES);
    }
    Duration window = window(spec);
    Entries objective = only(spec, OpenSloLanguage.OBJECTIVES, "objective");
    if (objective == null) {
      return null;
    }
    Double percent = percent(objective);
    SloIndicator indicator = indicators.of(spec, objective);
    if (name == null || service == null || window == null || percent == null || indicator == null) {
      return null;
    }
    List<BurnAlert> burns = alerts.of(spec, window);
    Template description = spec.get(OpenSloLanguage.DESCRIPTION);
    return new Slo(
        service,
        name,
        description == null ? "" : description.text(),
        percent,
        window,
        indicator.indicator(),
        indicator.by(),
        Map.of(),
        burns);
  }

  /** What a document says; null if nothing is right of it. */
  static @Nullable Entries spec(Entries document, Section section) {
    Node spec = document.require(OpenSloLanguage.SPEC, "say what it is");
    return spec == null
        ? null
        : section.read(spec, document.place().child(OpenSloLanguage.SPEC.name()));
  }

  private static @Nullable Entries only(Entries of, Field<List<Entries>> field, String what) {
    List<Entries> all = of.require(field, "write one " + what);
    if (all == null) {
      return null;
    }
    if (all.size() != 1) {
      of.error(
          field,
          all.isEmpty() ? "no " + what : "more than one " + what,
          "write one; others are SLOs of their own");
      return null;
    }
    return all.get(0);
  }

  private static @Nullable Duration window(Entries spec) {
    Entries window = only(spec, OpenSloLanguage.TIME_WINDOWS, "time window");
    if (window == null) {
      return null;
    }
    Duration duration = window.require(OpenSloLanguage.WINDOW, "write days or weeks, such as 30d");
    if (!window.get(OpenSloLanguage.ROLLING, false) && !window.given(OpenSloLanguage.CALENDAR)) {
      window.error(
          OpenSloLanguage.ROLLING, "budgets of a calendar are not kept", "write isRolling: true");
    }
    if (duration != null && (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0)) {
      window.error(
          OpenSloLanguage.WINDOW,
          "out of range: the windows of the alerts do not fit it",
          "write 28d to 90d, such as 30d");
      return null;
    }
    return duration;
  }

  private static @Nullable Double percent(Entries objective) {
    Double target = objective.get(OpenSloLanguage.TARGET);
    Double percent = objective.get(OpenSloLanguage.TARGET_PERCENT);
    boolean both =
        objective.given(OpenSloLanguage.TARGET) && objective.given(OpenSloLanguage.TARGET_PERCENT);
    if (both) {
      objective.error(OpenSloLanguage.TARGET, "given twice", "remove target or targetPercent");
      return null;
    }
    if (!objective.given(OpenSloLanguage.TARGET_PERCENT)) {
      objective.require(OpenSloLanguage.TARGET, "write a share, such as 0.999");
    }
    Field<Double> field = percent == null ? OpenSloLanguage.TARGET : OpenSloLanguage.TARGET_PERCENT;
    if (target != null) {
      percent = BigDecimal.valueOf(target).movePointRight(2).doubleValue();
    }
    if (percent != null && !(percent > 0 && percent < 100)) {
      objective.error(
          field, "not between nothing and all", "write a target of 0.999, or 99.9 percent");
      return null;
    }
    return percent;
  }
}
