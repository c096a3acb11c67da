package io.watchlake.alerting;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which alerts are of one incident.
 *
 * @param within how long after the last alert of an incident another one joins it
 * @param deployments how long after a deployment of its service an alert is taken to follow from it
 * @param dependsOn the services that a service calls or rests on, by its name
 */
public record Correlation(
    Duration within, Duration deployments, Map<String, List<String>> dependsOn) {

  public Correlation {
    Map<String, List<String>> copy = new TreeMap<>();
    dependsOn.forEach((service, others) -> copy.put(service, List.copyOf(others)));
    dependsOn = copy;
  }
}
