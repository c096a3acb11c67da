package io.watchlake.model.delivery;

import org.jspecify.annotations.Nullable;

/**
 * An incident, with the deployment that is blamed for it. Times are nanoseconds since the epoch,
 * UTC.
 *
 * @param service the service
 * @param incidentId its id
 * @param environment where; null where not told
 * @param impactUnixNano when users began to feel it; 0 where not told
 * @param detectedUnixNano when it was noticed
 * @param resolvedUnixNano when it was over; 0 while it is open
 * @param deploymentId the deployment blamed; null where none is
 * @param reason what blaming it is founded on; null where no deployment is blamed
 * @param confidence 0 to 1; 0 where no deployment is blamed
 * @param restoredBy the deployment that ended it; null where not told
 */
public record Incident(
    String service,
    String incidentId,
    @Nullable String environment,
    long impactUnixNano,
    long detectedUnixNano,
    long resolvedUnixNano,
    @Nullable String deploymentId,
    Verdict.@Nullable Reason reason,
    double confidence,
    @Nullable String restoredBy)
    implements Conclusion {

  @Override
  public String about() {
    return incidentId;
  }
}
