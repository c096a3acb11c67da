package io.watchlake.rules.language;

import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.slo.BurnAlert;
import io.watchlake.rules.slo.BurnAlert.Tier;
import io.watchlake.rules.slo.BurnAlerts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The alerts of OpenSLO's objectives: those of their policies, or the usual ones. */
final class OpenSloAlerts {

  private final Map<String, Entries> policies;
  private final Map<String, Entries> conditions;

  /**
   * @param policies those of the file, filled before any is asked for
   * @param conditions as well
   */
  OpenSloAlerts(Map<String, Entries> policies, Map<String, Entries> conditions) {
    this.policies = policies;
    this.conditions = conditions;
  }

  /** The alerts of an objective, after telling what is wrong with others. */
  List<BurnAlert> of(Entries slo, Duration window) {
    List<Node> asked = slo.get(OpenSloLanguage.POLICIES, List.of());
    if (asked.isEmpty()) {
      return List.of(usual(Tier.PAGE, window), usual(Tier.TICKET, window));
    }
    List<BurnAlert> alerts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int index = 0;
    for (Node node : asked) {
      Place place = slo.place().child(OpenSloLanguage.POLICIES.name()).item(index++);
      Entries policy = document(node, place, policies, OpenSloLanguage.POLICY_KIND);
      Entries spec = policy == null ? null : OpenSloReader.spec(policy, OpenSloLanguage.POLICY);
      BurnAlert alert = spec == null ? null : alert(spec, window);
      if (alert != null && !names.add(alert.name())) {
        place.error(node, "its condition is given twice", "keep one of them");
      } else if (alert != null) {
        alerts.add(alert);
      }
    }
    return alerts;
  }

  private static BurnAlert usual(Tier tier, Duration window) {
    return new BurnAlert(
        tier.code(),
        tier,
        tier.severity(),
        BurnAlerts.windows(tier, window),
        Duration.ZERO,
        Map.of(),
        Map.of());
  }

  private @Nullable BurnAlert alert(Entries policy, Duration window) {
    if (policy.get(OpenSloLanguage.WHEN_NO_DATA, false)) {
      policy.error(
          OpenSloLanguage.WHEN_NO_DATA,
          "a budget that nothing is known of does not burn",
          "remove it, and write an alert rule with absent");
    }
    if (!policy.get(OpenSloLanguage.WHEN_BREACHING, true)) {
      policy.error(
          OpenSloLanguage.WHEN_BREACHING, "an alert that never begins", "remove the policy");
    }
    List<Node> all = policy.require(OpenSloLanguage.CONDITIONS, "write one condition");
    if (all == null) {
      return null;
    }
    if (all.size() != 1) {
      policy.error(
          OpenSloLanguage.CONDITIONS, "not one condition", "write one; others are policies");
      return null;
    }
    Place place = policy.place().child(OpenSloLanguage.CONDITIONS.name()).item(0);
    Entries document = condition(all.get(0), place);
    String name = document == null ? null : OpenSloReader.name(document);
    Entries spec =
        document == null ? null : OpenSloReader.spec(document, OpenSloLanguage.CONDITION);
    return name == null || spec == null ? null : alert(name, spec, window);
  }

  private @Nullable Entries condition(Node node, Place place) {
    if (!has(node, OpenSloLanguage.CONDITION_REF.name())) {
      return document(node, place, conditions, OpenSloLanguage.CONDITION_KIND);
    }
    Entries reference = OpenSloLanguage.CONDITION_REFERENCE.read(node, place);
    String name = reference == null ? null : reference.get(OpenSloLanguage.CONDITION_REF);
    return name == null
        ? null
        : found(name, node, place, conditions, OpenSloLanguage.CONDITION_KIND);
  }

  private static @Nullable BurnAlert alert(String name, Entries spec, Duration window) {
    String severity = spec.require(OpenSloLanguage.SEVERITY, "write page or ticket");
    Entries condition = spec.require(OpenSloLanguage.BURN_RATE_OF, "write a burn rate");
    if (condition == null) {
      return null;
    }
    condition.require(OpenSloLanguage.CONDITION_TYPE, "write kind: burnrate");
    Double threshold = condition.require(OpenSloLanguage.THRESHOLD, "write a burn rate, such as 6");
    Duration back = condition.require(OpenSloLanguage.LOOKBACK, "write how far back, such as 1h");
    if (threshold != null && !(threshold > 0)) {
      condition.error(OpenSloLanguage.THRESHOLD, "not more than 0", "write a burn rate, such as 6");
      return null;
    }
    if (back != null && (back.toMinutes() < 1 || back.compareTo(window) > 0)) {
      condition.error(
          OpenSloLanguage.LOOKBACK, "out of range", "write a minute up to the objective's window");
      return null;
    }
    if (severity == null || threshold == null || back == null) {
      return null;
    }
    Tier tier = OpenSloLanguage.tier(severity);
    return new BurnAlert(
        name,
        tier,
        tier.severity(),
        List.of(new BurnWindow(back, back, threshold)),
        condition.get(OpenSloLanguage.ALERT_AFTER, Duration.ZERO),
        Map.of(),
        Map.of());
  }

  /** A document that is written out, or named. */
  private static @Nullable Entries document(
      Node node, Place place, Map<String, Entries> named, String kind) {
    return node instanceof ScalarNode name
        ? found(name.getValue(), node, place, named, kind)
        : OpenSloLanguage.INLINE.read(node, place);
  }

  private static @Nullable Entries found(
      String name, Node at, Place place, Map<String, Entries> named, String kind) {
    Entries found = named.get(name);
    if (found == null) {
      place.error(
          at,
          "there is no " + kind + ' ' + YamlNodes.quoted(name) + " in this file",
          "write it into the same file");
    }
    return found;
  }

  private static boolean has(Node node, String key) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .anyMatch(name -> name instanceof ScalarNode text && text.getValue().equals(key));
  }
}
