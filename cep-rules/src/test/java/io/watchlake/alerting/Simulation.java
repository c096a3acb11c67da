package io.watchlake.alerting;

import io.watchlake.alerting.group.Acknowledgements;
import io.watchlake.alerting.group.Group;
import io.watchlake.alerting.group.GroupState;
import io.watchlake.alerting.group.Maintenance;
import io.watchlake.alerting.group.Quiet;
import io.watchlake.alerting.group.Silences;
import io.watchlake.alerting.group.Sources;
import io.watchlake.alerting.group.Sources.Source;
import io.watchlake.alerting.route.RouteNode;
import io.watchlake.alerting.route.RoutingTree;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.NotifiedAlert;
import io.watchlake.model.alert.Silence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The machines put together, with a clock that is told. */
public final class Simulation {

  private final Alerting alerting;
  private final RoutingTree tree;
  private final Map<String, Member> groups = new TreeMap<>();
  private final Map<String, Source> sources = new HashMap<>();
  private final Map<String, Silence> silences = new TreeMap<>();
  private final Map<String, Acknowledgement> acknowledgements = new TreeMap<>();
  private final List<Decision> decisions = new ArrayList<>();

  private record Member(RouteNode node, Map<String, String> labels, GroupState state) {}

  public Simulation(Alerting alerting) {
    this.alerting = alerting;
    this.tree = new RoutingTree(alerting.route());
  }

  public void put(NotifiedAlert alert, long millis) {
    for (RouteNode node : tree.match(alert.labels())) {
      Map<String, String> labels = node.groupLabels(alert.labels());
      Member member =
          groups.computeIfAbsent(
              node.id() + node.groupKey(labels), id -> new Member(node, labels, new GroupState()));
      group(member).put(alert, millis);
    }
    if (alerting.inhibitRules().stream().anyMatch(rule -> rule.isSource(alert.labels()))) {
      Source known =
          sources.getOrDefault(alert.fingerprint(), new Source(alert.labels(), List.of()));
      sources.put(
          alert.fingerprint(),
          alert.status() == AlertStatus.FIRING
              ? known.fires(millis, Long.MIN_VALUE)
              : known.ends(millis, Long.MIN_VALUE));
    }
  }

  public void put(Silence silence) {
    silences.put(silence.id(), silence);
  }

  public void put(Acknowledgement acknowledgement) {
    acknowledgements.put(acknowledgement.fingerprint(), acknowledgement);
  }

  /** Everything that was decided up to a time, in no order between groups. */
  public List<Decision> advance(long millis) {
    groups.values().forEach(member -> group(member).advance(millis, decisions::add));
    return decisions;
  }

  private Group group(Member member) {
    Sources inhibiting = new Sources(alerting.inhibitRules());
    sources.forEach(inhibiting::put);
    Silences silencing = new Silences(silences.values());
    Maintenance maintaining = new Maintenance(alerting);
    Quiet quiet =
        (labels, millis) ->
            inhibiting
                .of(labels, millis)
                .or(() -> silencing.of(labels, millis))
                .or(() -> maintaining.of(labels, millis));
    Quiet taken = quiet.with(new Acknowledgements(acknowledgements.values()));
    return new Group(alerting, member.node(), "live", member.labels(), member.state(), taken);
  }

  /** Whether no group keeps anything. */
  public boolean idle() {
    return groups.values().stream().allMatch(member -> group(member).idle());
  }
}
