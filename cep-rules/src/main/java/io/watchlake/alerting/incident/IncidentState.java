package io.watchlake.alerting.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is kept of the incidents of services that have to do with each other. */
public final class IncidentState {

  /** In the order in which they began. */
  final List<Open> incidents = new ArrayList<>();

  /** The last deployment of each service. */
  final SortedMap<String, Deployed> deployments = new TreeMap<>();

  /**
   * An incident that may go on.
   *
   * @param lastMillis when the last of its alerts fired, milliseconds since the epoch
   * @param services what is known of the services that have alerts, by name
   * @param firing fingerprints of the alerts that fire
   */
  public record Open(
      String id, long lastMillis, Map<String, Affected> services, Set<String> firing) {

    public Open {
      services = new TreeMap<>(services);
      firing = new TreeSet<>(firing);
    }
  }

  /**
   * A service that has alerts.
   *
   * @param sinceMillis when the first of them fired, milliseconds since the epoch
   * @param deployed the deployment that the first followed; null for none
   */
  public record Affected(long sinceMillis, @Nullable Deployed deployed) {}

  /**
   * A deployment.
   *
   * @param millis when, milliseconds since the epoch
   */
  public record Deployed(String id, long millis) {}

  /** All of it as plain values, for whoever stores it. */
  public record Parts(List<Open> incidents, Map<String, Deployed> deployments) {}

  /** What {@link #of} takes back. */
  public Parts parts() {
    return new Parts(List.copyOf(incidents), new TreeMap<>(deployments));
  }

  /** The state of some parts. */
  public static IncidentState of(Parts parts) {
    IncidentState state = new IncidentState();
    state.incidents.addAll(parts.incidents());
    state.deployments.putAll(parts.deployments());
    return state;
  }
}
