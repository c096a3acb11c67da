package io.watchlake.jobs.delivery.calc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each of some deployments brought: every change once, with the first of them that has it. To
 * production as a whole a change comes once, and to each of its regions once too.
 */
final class Brought {

  private final History history;
  private final Map<KnownDeployment, List<KnownChange>> changes = new HashMap<>();
  private final Map<KnownChange, KnownDeployment> firsts = new HashMap<>();

  /** By repository, what no deployment had that tells only its commit; made when one comes. */
  private @Nullable Map<String, List<KnownChange>> waiting;

  private Brought(History history) {
    this.history = history;
  }

  /**
   * Gives each change to the first of some deployments.
   *
   * @param deployments in order of time
   */
  static Brought by(List<KnownDeployment> deployments, History history) {
    Brought brought = new Brought(history);
    for (KnownDeployment deployment : deployments) {
      if (!deployment.named.isEmpty()) {
        for (String id : deployment.named) {
          brought.give(history.changeNamed(id), deployment);
        }
      } else if (deployment.commit != null) {
        brought.upTo(history.changeNamed(deployment.commit), deployment);
      }
    }
    return brought;
  }

  /** Where only the commit is told: what landed before it in its repository comes with it. */
  private void upTo(@Nullable KnownChange head, KnownDeployment deployment) {
    if (head == null) {
      return;
    }
    List<KnownChange> inOrder = waiting().getOrDefault(head.repository, new ArrayList<>());
    int end = 0;
    while (end < inOrder.size() && inOrder.get(end).mergedUnixNano <= head.mergedUnixNano) {
      give(inOrder.get(end), deployment);
      end++;
    }
    inOrder.subList(0, end).clear();
  }

  private Map<String, List<KnownChange>> waiting() {
    Map<String, List<KnownChange>> known = waiting;
    if (known == null) {
      known = new HashMap<>();
      for (KnownChange change : history.changes()) {
        known.computeIfAbsent(change.repository, name -> new ArrayList<>()).add(change);
      }
      waiting = known;
    }
    return known;
  }

  private void give(@Nullable KnownChange change, KnownDeployment deployment) {
    if (change != null && change.own && firsts.putIfAbsent(change, deployment) == null) {
      changes.computeIfAbsent(deployment, first -> new ArrayList<>()).add(change);
    }
  }

  /** What a deployment brought; empty for one that is none of these. */
  List<KnownChange> of(KnownDeployment deployment) {
    return changes.getOrDefault(deployment, List.of());
  }

  /** The first deployment that brought a change; null while it is in flight. */
  @Nullable KnownDeployment first(KnownChange change) {
    return firsts.get(change);
  }

  /** Whether a deployment was unplanned work: to repair something, or with a repair in it. */
  boolean isRework(KnownDeployment deployment) {
    return deployment.repairs
        || of(deployment).stream().anyMatch(change -> change.isHotfix() || change.isRevert());
  }
}
