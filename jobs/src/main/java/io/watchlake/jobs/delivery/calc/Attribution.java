package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.Verdict.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which deployment is to blame. An incident is attributed by what it names: the deployment or the
 * event of it, else the chain they share, else the artifact, else, where it names nothing of all
 * this, by time. What names a deployment that is not known is attributed to none: someone said
 * which one it was, and guessing another would be wrong.
 */
final class Attribution {

  private final History history;
  private final Definition definition;

  private Attribution(History history, Definition definition) {
    this.history = history;
    this.definition = definition;
  }

  /** Blames deployments, incident by incident and then by the deployments' own sequence. */
  static void apply(History history, Definition definition) {
    Attribution attribution = new Attribution(history, definition);
    attribution.incidents();
    attribution.rollbacks();
    if (definition.failures().contains(FailureRule.REVERT)) {
      attribution.reverts();
    }
    if (definition.failures().contains(FailureRule.HOTFIX)) {
      attribution.hotfixes();
    }
  }

  private void incidents() {
    Map<String, KnownDeployment> byChain = new HashMap<>();
    for (KnownDeployment deployment : history.deployments()) {
      deployment.chains.forEach(chain -> byChain.putIfAbsent(chain, deployment));
    }
    for (KnownIncident incident : history.incidents()) {
      attribute(incident, byChain);
      KnownDeployment blamed = incident.blamed;
      Reason reason = incident.reason;
      if (blamed != null
          && reason != null
          && definition.failures().contains(FailureRule.INCIDENT)) {
        blamed.blame(reason, incident.id);
      }
    }
  }

  private void attribute(KnownIncident incident, Map<String, KnownDeployment> byChain) {
    KnownDeployment named = history.deploymentNamed(incident.deploymentId);
    for (String cause : incident.causedBy) {
      named = named == null ? history.deploymentNamed(cause) : named;
    }
    if (named != null) {
      blame(incident, named, Reason.EXPLICIT_LINK, Ground.LINK);
      return;
    }
    for (String chain : incident.chains) {
      KnownDeployment first = byChain.get(chain);
      if (first != null) {
        blame(incident, first, Reason.CHAIN, Ground.CHAIN);
        return;
      }
    }
    if (incident.deploymentId != null) {
      return;
    }
    if (incident.artifactId != null) {
      KnownDeployment last = last(incident, definition.artifactWindow().toNanos());
      blame(incident, last, Reason.ARTIFACT, Ground.ARTIFACT);
    } else {
      KnownDeployment last = last(incident, definition.timeWindow().toNanos());
      blame(incident, last, Reason.TIME_WINDOW, Ground.TIME);
    }
  }

  /**
   * A ground that is not allowed leaves an incident unattributed: a weaker one would be a guess.
   */
  private void blame(
      KnownIncident incident, @Nullable KnownDeployment blamed, Reason reason, Ground ground) {
    if (blamed != null && definition.attribution().contains(ground)) {
      incident.blame(blamed, reason);
    }
  }

  /** The last deployment, of the artifact where one is named, within a span before. */
  private @Nullable KnownDeployment last(KnownIncident incident, long within) {
    long begin =
        incident.impactUnixNano != 0
            ? Math.min(incident.impactUnixNano, incident.detectedUnixNano())
            : incident.detectedUnixNano();
    KnownDeployment last = null;
    for (KnownDeployment deployment : history.deployments()) {
      if (deployment.timeUnixNano > begin) {
        break;
      }
      boolean there =
          incident.environment == null
              ? deployment.counted
              : incident.environment.equals(deployment.environment);
      boolean fits =
          incident.artifactId == null || incident.artifactId.equals(deployment.artifactId);
      if (there && fits && begin - deployment.timeUnixNano <= within) {
        last = deployment;
      }
    }
    return last;
  }

  /**
   * A deployment of a version that ran before, other than the one that runs, is a rollback: what
   * followed that version is to blame. V1, V2, V3, V1 blames V2; V1, V1 is none.
   */
  private void rollbacks() {
    Map<String, List<KnownDeployment>> places = new LinkedHashMap<>();
    for (KnownDeployment deployment : history.deployments()) {
      List<KnownDeployment> before =
          places.computeIfAbsent(deployment.place(), place -> new ArrayList<>());
      KnownDeployment culprit = culprit(before, deployment);
      if (culprit != null) {
        deployment.rollback = true;
        deployment.repairs = true;
        if (definition.failures().contains(FailureRule.ROLLBACK)) {
          culprit.blame(Reason.ROLLBACK, deployment.id);
        }
      }
      before.add(deployment);
    }
  }

  private static @Nullable KnownDeployment culprit(
      List<KnownDeployment> before, KnownDeployment deployment) {
    String version = deployment.version();
    if (before.isEmpty()) {
      return null;
    }
    int last = before.size() - 1;
    if (version != null && !version.equals(before.get(last).version())) {
      for (int i = last - 1; i >= 0; i--) {
        if (version.equals(before.get(i).version())) {
          return before.get(i + 1);
        }
      }
    }
    // Reported as a step back to something that is not known: what ran is to blame.
    return deployment.rollback && (version == null || !version.equals(before.get(last).version()))
        ? before.get(last)
        : null;
  }

  private void reverts() {
    Map<String, KnownChange> byTitle = new HashMap<>();
    for (KnownChange change : history.changes()) {
      String reverted = change.revertedTitle();
      KnownChange target = reverted == null ? null : byTitle.get(reverted);
      KnownDeployment brought = target == null ? null : history.brought().first(target);
      if (brought != null && brought.timeUnixNano <= change.mergedUnixNano) {
        brought.blame(Reason.REVERT, change.id);
      }
      byTitle.put(change.title, change);
    }
  }

  private void hotfixes() {
    Map<String, KnownDeployment> last = new HashMap<>();
    for (KnownDeployment deployment : history.deployments()) {
      KnownDeployment before = last.put(deployment.place(), deployment);
      if (before != null
          && history.brought().of(deployment).stream().anyMatch(KnownChange::isHotfix)) {
        before.blame(Reason.HOTFIX, deployment.id);
      }
    }
  }
}
