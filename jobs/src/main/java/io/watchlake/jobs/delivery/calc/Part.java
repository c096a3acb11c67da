package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.FigureScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The deployments of a scope and what they brought.
 *
 * @param deployments in order of time; not empty
 */
record Part(FigureScope scope, List<KnownDeployment> deployments, Brought brought) {

  /**
   * Breaks a history down: the whole first, then by environment, and each environment's regions
   * after it. What deployed nothing is no part.
   */
  static List<Part> of(History history, Definition definition, Breakdown breakdown) {
    List<KnownDeployment> all =
        history.deployments().stream()
            .filter(deployment -> definition.rollbacksCount() || !deployment.rollback)
            .toList();
    List<Part> parts = new ArrayList<>();
    List<KnownDeployment> counted = all.stream().filter(deployment -> deployment.counted).toList();
    if (!counted.isEmpty()) {
      parts.add(new Part(FigureScope.TOTAL, counted, history.brought()));
    }
    for (FigureScope scope : scopes(all, breakdown)) {
      List<KnownDeployment> within =
          all.stream().filter(deployment -> isWithin(scope, deployment)).toList();
      parts.add(new Part(scope, within, Brought.by(within, history)));
    }
    return parts;
  }

  private static TreeSet<FigureScope> scopes(List<KnownDeployment> all, Breakdown breakdown) {
    TreeSet<FigureScope> scopes = new TreeSet<>(FigureScope.ORDER);
    for (KnownDeployment deployment : all) {
      if (breakdown != Breakdown.TOTAL) {
        scopes.add(new FigureScope(deployment.environment, null));
      }
      if (breakdown == Breakdown.REGION && !deployment.region.isEmpty()) {
        scopes.add(new FigureScope(deployment.environment, deployment.region));
      }
    }
    return scopes;
  }

  private static boolean isWithin(FigureScope scope, KnownDeployment deployment) {
    return deployment.environment.equals(scope.environment())
        && (scope.region() == null || scope.region().equals(deployment.region));
  }

  /**
   * Whether an incident is of this part: the part that is blamed for it; where none is, that of the
   * environment that it names, and the whole unless it names one that does not count.
   */
  boolean has(KnownIncident incident, Definition definition) {
    KnownDeployment blamed = incident.blamed;
    if (blamed != null) {
      return scope.isTotal() ? blamed.counted : isWithin(scope, blamed);
    }
    @Nullable String environment = incident.environment;
    if (scope.isTotal()) {
      return environment == null || definition.counts(environment);
    }
    return scope.region() == null && Objects.equals(environment, scope.environment());
  }
}
