package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import io.watchlake.model.delivery.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is told of an incident, and which deployment is blamed for it. */
final class KnownIncident {

  final String id;

  /** Numbers of the events that tell of it. */
  final List<Integer> events = new ArrayList<>();

  final Set<String> chains = new LinkedHashSet<>();
  final Set<String> causedBy = new LinkedHashSet<>();
  @Nullable String environment;
  @Nullable String artifactId;
  @Nullable String deploymentId;
  @Nullable String restoredBy;
  long impactUnixNano;
  long resolvedUnixNano;
  private long reportedUnixNano;

  @Nullable KnownDeployment blamed;
  Verdict.@Nullable Reason reason;

  KnownIncident(String id) {
    this.id = id;
  }

  /** Events come in order of time. */
  void tell(int number, DeliveryEvent event, IncidentReported fact) {
    events.add(number);
    if (event.chainId() != null) {
      chains.add(event.chainId());
    }
    causedBy.addAll(fact.causedBy());
    environment = environment == null ? fact.environment() : environment;
    artifactId = artifactId == null ? fact.artifactId() : artifactId;
    deploymentId = deploymentId == null ? fact.deploymentId() : deploymentId;
    restoredBy = restoredBy == null ? fact.restoredBy() : restoredBy;
    impactUnixNano = impactUnixNano == 0 ? fact.impactUnixNano() : impactUnixNano;
    if (fact.phase() == Phase.RESOLVED) {
      // A second end is one after it had begun again.
      resolvedUnixNano = event.timeUnixNano();
    } else if (reportedUnixNano == 0) {
      reportedUnixNano = event.timeUnixNano();
    }
  }

  /** When it was noticed: at the latest when it was over. */
  long detectedUnixNano() {
    return reportedUnixNano != 0 ? reportedUnixNano : resolvedUnixNano;
  }

  void blame(KnownDeployment deployment, Verdict.Reason ground) {
    blamed = deployment;
    reason = ground;
  }
}
