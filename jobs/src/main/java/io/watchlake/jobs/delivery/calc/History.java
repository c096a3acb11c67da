package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the events of one service tell, put together; the same for any order of the events. */
final class History {

  /** The one order that everything is worked out in. */
  private static final Comparator<DeliveryEvent> ORDER =
      Comparator.comparingLong(DeliveryEvent::timeUnixNano).thenComparing(DeliveryEvent::key);

  private static final Comparator<KnownDeployment> BY_TIME =
      Comparator.<KnownDeployment>comparingLong(deployment -> deployment.timeUnixNano)
          .thenComparing(deployment -> deployment.id);

  private final List<DeliveryEvent> events;
  private final Map<String, KnownChange> changes = new LinkedHashMap<>();

  /** Those that count for this service; the others only tell where in a repository a commit is. */
  private final List<KnownChange> own = new ArrayList<>();

  private final Map<String, KnownDeployment> deploymentsById = new LinkedHashMap<>();
  private final Map<String, KnownDeployment> deploymentsByEvent = new HashMap<>();
  private final Map<String, KnownIncident> incidents = new LinkedHashMap<>();
  private final Map<String, Set<String>> artifacts = new LinkedHashMap<>();
  private final Map<String, KnownChange> changesByCommit = new HashMap<>();
  private final List<KnownDeployment> deployments;
  private final Brought brought;

  private History(String service, Collection<DeliveryEvent> unordered, Terms terms) {
    events = new ArrayList<>(unordered);
    events.sort(ORDER);
    for (int number = 0; number < events.size(); number++) {
      take(number, events.get(number));
    }
    for (KnownChange change : changes.values()) {
      change.own = terms.services().counts(service, change.repository, change.paths);
      if (change.own) {
        own.add(change);
      }
    }
    deployments = new ArrayList<>(deploymentsById.values());
    deployments.sort(BY_TIME);
    for (KnownDeployment deployment : deployments) {
      deployment.counted = terms.definition().counts(deployment.environment);
      Set<String> packaged = artifacts.get(deployment.artifactId);
      if (packaged != null) {
        deployment.named.addAll(packaged);
      }
    }
    nameChanges();
    for (KnownIncident incident : incidents.values()) {
      KnownDeployment end = deploymentNamed(incident.restoredBy);
      if (end != null) {
        end.repairs = true;
      }
    }
    brought =
        Brought.by(deployments.stream().filter(deployment -> deployment.counted).toList(), this);
  }

  /**
   * Puts events together.
   *
   * @param service what they are about
   * @param events of this service, each (source, id) once
   */
  static History of(String service, Collection<DeliveryEvent> events, Terms terms) {
    return new History(service, events, terms);
  }

  private void take(int number, DeliveryEvent event) {
    if (event.fact() instanceof ChangeMerged fact) {
      changes
          .computeIfAbsent(fact.changeId(), id -> new KnownChange(event, fact))
          .tell(number, fact);
    } else if (event.fact() instanceof Deployed fact) {
      KnownDeployment deployment =
          deploymentsById.computeIfAbsent(
              fact.deploymentId(), id -> new KnownDeployment(event, fact));
      deployment.tell(number, event, fact);
      deploymentsByEvent.putIfAbsent(event.id(), deployment);
    } else if (event.fact() instanceof IncidentReported fact) {
      incidents.computeIfAbsent(fact.incidentId(), KnownIncident::new).tell(number, event, fact);
    } else if (event.fact() instanceof ArtifactPackaged fact) {
      artifacts
          .computeIfAbsent(fact.artifactId(), id -> new LinkedHashSet<>())
          .addAll(fact.changes());
    }
  }

  /** A change by its own id comes before one that merely contains a commit of that id. */
  private void nameChanges() {
    for (KnownChange change : changes.values()) {
      change.commits.forEach(commit -> changesByCommit.putIfAbsent(commit, change));
    }
    changesByCommit.putAll(changes);
  }

  /** The change of an id, or that a commit of that id came with; null where none is known. */
  @Nullable KnownChange changeNamed(String id) {
    return changesByCommit.get(id);
  }

  /** What the counted deployments brought. */
  Brought brought() {
    return brought;
  }

  /** The deployment that is known by an id of its own or of an event that told of it. */
  @Nullable KnownDeployment deploymentNamed(@Nullable String name) {
    if (name == null) {
      return null;
    }
    KnownDeployment deployment = deploymentsById.get(name);
    return deployment != null ? deployment : deploymentsByEvent.get(name);
  }

  /** All events, in order of time and identity; their numbers are their places here. */
  List<DeliveryEvent> events() {
    return events;
  }

  /** All deployments, in order of time and id. */
  List<KnownDeployment> deployments() {
    return deployments;
  }

  Collection<KnownIncident> incidents() {
    return incidents.values();
  }

  /** The service's own changes, in order of merge. */
  List<KnownChange> changes() {
    return own;
  }
}
