package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is told of a deployment, and what is found out about it. */
final class KnownDeployment {

  final String id;
  final String environment;
  final String region;
  final long timeUnixNano;

  /** Numbers of the events that tell of it. */
  final List<Integer> events = new ArrayList<>();

  final Set<String> chains = new LinkedHashSet<>();

  /** All that it is said to bring. */
  final Set<String> named = new LinkedHashSet<>();

  @Nullable String artifactId;
  @Nullable String commit;
  boolean rollback;
  boolean counted;

  /** Whether it stepped back or ended an incident. */
  boolean repairs;

  Verdict.@Nullable Reason reason;
  @Nullable String evidence;

  /** Of the earliest event; others fill what it leaves out. */
  KnownDeployment(DeliveryEvent event, Deployed fact) {
    id = fact.deploymentId();
    environment = fact.environment();
    region = fact.region();
    timeUnixNano = event.timeUnixNano();
  }

  void tell(int number, DeliveryEvent event, Deployed fact) {
    events.add(number);
    if (event.chainId() != null) {
      chains.add(event.chainId());
    }
    named.addAll(fact.changes());
    artifactId = artifactId == null ? fact.artifactId() : artifactId;
    commit = commit == null ? fact.commit() : commit;
    rollback |= fact.rollback();
    repairs |= fact.rollback();
  }

  /** Keeps the strongest ground; of equal ones the first evidence in alphabetical order. */
  void blame(Verdict.Reason newReason, String newEvidence) {
    Verdict.Reason old = reason;
    String oldEvidence = evidence;
    if (old == null
        || oldEvidence == null
        || newReason.confidence() > old.confidence()
        || (newReason == old && newEvidence.compareTo(oldEvidence) < 0)) {
      reason = newReason;
      evidence = newEvidence;
    }
  }

  /** What tells versions apart: the artifact, else the commit; null where neither is told. */
  @Nullable String version() {
    return artifactId != null ? artifactId : commit;
  }

  /** Where it ran: rollbacks and windows are of one place. */
  String place() {
    return environment + '\n' + region;
  }
}
