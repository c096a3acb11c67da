package io.watchlake.alerting.incident;

import io.watchlake.alerting.Correlation;
import io.watchlake.alerting.incident.IncidentState.Affected;
import io.watchlake.alerting.incident.IncidentState.Deployed;
import io.watchlake.alerting.incident.IncidentState.Open;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts alerts into incidents: of services that have to do with each other, in the order of time. An
 * alert joins the first incident whose last alert fired not long before and that has an alert of
 * its service, or of one that it depends on or that depends on it; and the one in which an alert of
 * its service followed from the same deployment, however long it is since. Otherwise it begins one.
 */
public final class Incidents {

  /** No time. */
  public static final long NEVER = Long.MAX_VALUE;

  /** For how long an incident is remembered of which alerts fire on. */
  static final Duration KEPT = Duration.ofDays(30);

  private final Topology topology;
  private final long within;
  private final long deployments;
  private final IncidentState state;

  /**
   * @param topology of the services that the correlation speaks of
   * @param state what was kept so far; changed by what comes
   */
  public Incidents(Correlation correlation, Topology topology, IncidentState state) {
    this.topology = topology;
    this.within = correlation.within().toMillis();
    this.deployments = correlation.deployments().toMillis();
    this.state = state;
  }

  /**
   * Takes a deployment in.
   *
   * @param millis when, milliseconds since the epoch
   */
  public void deployed(String service, String id, long millis) {
    Deployed known = state.deployments.get(service);
    if (known == null || known.millis() <= millis) {
      state.deployments.put(service, new Deployed(id, millis));
    }
  }

  /**
   * The incident of an alert that fires.
   *
   * @param millis when, milliseconds since the epoch; not before what came before
   */
  public Incident fires(String fingerprint, String service, long millis) {
    Deployed deployed = state.deployments.get(service);
    if (deployed != null && deployed.millis() + deployments < millis) {
      deployed = null;
    }
    int place = place(service, deployed, millis);
    Open before =
        place < 0
            ? new Open(fingerprint + '-' + millis, millis, Map.of(), Set.of())
            : state.incidents.get(place);
    Map<String, Affected> services = new TreeMap<>(before.services());
    services.putIfAbsent(service, new Affected(millis, deployed));
    Set<String> firing = new TreeSet<>(before.firing());
    firing.add(fingerprint);
    Open now = new Open(before.id(), millis, services, firing);
    if (place < 0) {
      state.incidents.add(now);
    } else {
      state.incidents.set(place, now);
    }
    return incident(now);
  }

  /** Where the incident is that an alert joins; -1 for none. */
  private int place(String service, @Nullable Deployed deployed, long millis) {
    int close = -1;
    for (int i = 0; i < state.incidents.size(); i++) {
      Open open = state.incidents.get(i);
      Affected same = open.services().get(service);
      if (deployed != null && same != null && deployed.equals(same.deployed())) {
        return i;
      }
      if (close < 0
          && open.lastMillis() + within >= millis
          && open.services().keySet().stream()
              .anyMatch(other -> topology.connected(service, other))) {
        close = i;
      }
    }
    return close;
  }

  /** The incident of an alert that is over; empty where it is not known any more. */
  public Optional<Incident> ends(String fingerprint) {
    for (int i = 0; i < state.incidents.size(); i++) {
      Open open = state.incidents.get(i);
      if (open.firing().contains(fingerprint)) {
        Set<String> firing = new TreeSet<>(open.firing());
        firing.remove(fingerprint);
        state.incidents.set(i, new Open(open.id(), open.lastMillis(), open.services(), firing));
        return Optional.of(incident(open));
      }
    }
    return Optional.empty();
  }

  private Incident incident(Open open) {
    Map<String, Affected> services = open.services();
    Map.Entry<String, Affected> cause =
        services.entrySet().stream()
            .min(
                Comparator.<Map.Entry<String, Affected>>comparingLong(
                        one ->
                            services.keySet().stream()
                                .filter(other -> below(one.getKey(), other))
                                .count())
                    .thenComparing(one -> one.getValue().deployed() == null)
                    .thenComparing(one -> one.getValue().sinceMillis())
                    .thenComparing(Map.Entry::getKey))
            .orElseThrow();
    Deployed deployed = cause.getValue().deployed();
    return deployed == null
        ? new Incident(open.id(), cause.getKey(), null, 0)
        : new Incident(
            open.id(),
            cause.getKey(),
            deployed.id(),
            cause.getValue().sinceMillis() - deployed.millis());
  }

  /** Whether a service depends on another, and not the other on it as well. */
  private boolean below(String service, String other) {
    return topology.dependsOn(service, other) && !topology.dependsOn(other, service);
  }

  /** When {@link #forget} has something to forget; {@link #NEVER} for never. */
  public long due() {
    long due = NEVER;
    for (Open open : state.incidents) {
      due = Math.min(due, forgottenAt(open));
    }
    for (Deployed deployed : state.deployments.values()) {
      due = Math.min(due, deployed.millis() + deployments + 1);
    }
    return due;
  }

  /** Forgets what no alert can join any more by a time. */
  public void forget(long millis) {
    state.incidents.removeIf(open -> forgottenAt(open) <= millis);
    state.deployments.values().removeIf(deployed -> deployed.millis() + deployments < millis);
  }

  /** Whether nothing need be kept. */
  public boolean idle() {
    return state.incidents.isEmpty() && state.deployments.isEmpty();
  }

  private long forgottenAt(Open open) {
    if (!open.firing().isEmpty()) {
      return open.lastMillis() + KEPT.toMillis();
    }
    long last = open.lastMillis() + within;
    for (Affected one : open.services().values()) {
      Deployed deployed = one.deployed();
      last = deployed == null ? last : Math.max(last, deployed.millis() + deployments);
    }
    return last + 1;
  }
}
