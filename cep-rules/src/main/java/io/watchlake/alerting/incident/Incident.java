package io.watchlake.alerting.incident;

import io.watchlake.model.alert.Alert;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The incident that an alert belongs to, as far as it is known when the alert comes.
 *
 * @param id names it, the same for all of its alerts: the fingerprint of the first and when it
 *     fired
 * @param service where it probably comes from: of the services that have alerts one that depends on
 *     none of the others
 * @param deployment of that service, which its alerts followed; null for none
 * @param deployedMillis how long before the first alert of that service it was deployed; 0 for none
 */
public record Incident(
    String id, String service, @Nullable String deployment, long deployedMillis) {

  /** What an alert says of it. */
  public Map<String, String> annotations() {
    return Map.of(Alert.INCIDENT, id, Alert.PROBABLE_CAUSE, cause());
  }

  private String cause() {
    if (deployment == null) {
      return service;
    }
    String age = Duration.ofSeconds(deployedMillis / 1000).toString().substring(2);
    return service + ", " + age.toLowerCase(Locale.ROOT) + " after the deployment " + deployment;
  }
}
