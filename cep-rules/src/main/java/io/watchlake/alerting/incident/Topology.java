package io.watchlake.alerting.incident;

import io.watchlake.alerting.Correlation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which services depend on which, directly or by others. */
public final class Topology {

  private final Map<String, Set<String>> reached = new HashMap<>();
  private final Map<String, String> parts = new HashMap<>();

  /**
   * @param dependsOn the services that a service depends on directly, by its name
   */
  public Topology(Map<String, List<String>> dependsOn) {
    Map<String, Set<String>> neighbours = new HashMap<>();
    dependsOn.forEach(
        (service, others) -> {
          for (String other : others) {
            neighbours.computeIfAbsent(service, first -> new TreeSet<>()).add(other);
            neighbours.computeIfAbsent(other, first -> new TreeSet<>()).add(service);
          }
        });
    Map<String, Set<String>> direct = new HashMap<>();
    dependsOn.forEach((service, others) -> direct.put(service, new TreeSet<>(others)));
    for (String service : neighbours.keySet()) {
      reached.put(service, closure(service, direct));
      TreeSet<String> part = new TreeSet<>(closure(service, neighbours));
      part.add(service);
      parts.put(service, part.first());
    }
  }

  /** That of what is configured; without it no service has to do with another. */
  public static Topology of(@Nullable Correlation correlation) {
    return new Topology(correlation == null ? Map.of() : correlation.dependsOn());
  }

  private static Set<String> closure(String from, Map<String, Set<String>> next) {
    Set<String> all = new TreeSet<>();
    Deque<String> left = new ArrayDeque<>(next.getOrDefault(from, Set.of()));
    while (!left.isEmpty()) {
      String service = left.pop();
      if (all.add(service)) {
        left.addAll(next.getOrDefault(service, Set.of()));
      }
    }
    return all;
  }

  /** Whether a service depends on another, directly or by others. */
  public boolean dependsOn(String service, String other) {
    return reached.getOrDefault(service, Set.of()).contains(other);
  }

  /** Whether they are the same or one depends on the other. */
  public boolean connected(String one, String other) {
    return one.equals(other) || dependsOn(one, other) || dependsOn(other, one);
  }

  /** Names the services that have to do with a service at all: the first of them. */
  public String part(String service) {
    return parts.getOrDefault(service, service);
  }
}
