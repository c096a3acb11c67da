package io.watchlake.model.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The delivery figures of a service and period. Times are nanoseconds since the epoch, UTC; spans
 * are seconds; rates are fractions. A value is null where there is nothing to compute it of, never
 * zero instead.
 *
 * @param service the service
 * @param timeline the timeline's name
 * @param period which kind of period
 * @param startUnixNano its start
 * @param endUnixNano its end, not part of it; of {@link PeriodKind#OVERALL} a second after the last
 *     deployment
 * @param definition the definition's name, as docs/delivery.md has it
 * @param deployments deployments in it
 * @param deploymentsPerDay the same by its days
 * @param deploymentDays days (UTC) in it with a deployment
 * @param changesDeployed changes that its deployments brought
 * @param leadTimeMedianS from merge, unless the definition says otherwise, to deployment
 * @param leadTimeP75S likewise
 * @param leadTimeP90S likewise
 * @param failedDeployments deployments in it that failed, whenever that was noticed
 * @param pendingDeployments deployments in it whose window is open
 * @param changeFailureRate failed deployments by deployments
 * @param reworkRate unplanned deployments by deployments
 * @param incidentsDetected incidents noticed in it
 * @param incidentsResolved incidents that ended in it
 * @param incidentsOpen incidents noticed in it that have not ended
 * @param incidentsUnattributed incidents noticed in it that no deployment is blamed for
 * @param timeToRestoreMedianS until the end, of incidents that ended in it; from detection unless
 *     the definition says otherwise
 * @param impactToRestoreMedianS from impact to the end, of those whose impact is told
 * @param failedDeploymentRecoveryMedianS from the blamed deployment to the one that ended it (or
 *     the end)
 * @param isFinal whether no deployment in it is pending and it is over
 * @param inputDigest of the events that it is computed of, the same in whatever order they came
 * @param revision 1 for the first; a correction has the next
 * @param stages of the pull requests that its deployments brought
 * @param scope which of the service's deployments it is of
 * @param basis what it rests on
 */
public record Figure(
    String service,
    String timeline,
    PeriodKind period,
    long startUnixNano,
    long endUnixNano,
    String definition,
    long deployments,
    double deploymentsPerDay,
    long deploymentDays,
    long changesDeployed,
    @Nullable Double leadTimeMedianS,
    @Nullable Double leadTimeP75S,
    @Nullable Double leadTimeP90S,
    long failedDeployments,
    long pendingDeployments,
    @Nullable Double changeFailureRate,
    @Nullable Double reworkRate,
    long incidentsDetected,
    long incidentsResolved,
    long incidentsOpen,
    long incidentsUnattributed,
    @Nullable Double timeToRestoreMedianS,
    @Nullable Double impactToRestoreMedianS,
    @Nullable Double failedDeploymentRecoveryMedianS,
    boolean isFinal,
    String inputDigest,
    long revision,
    LeadStages stages,
    FigureScope scope,
    FigureBasis basis) {

  /** The same figures as another revision. */
  public Figure withRevision(long newRevision) {
    return with(newRevision, stages, scope, basis);
  }

  /** The same figures with other stages. */
  public Figure withStages(LeadStages newStages) {
    return with(revision, newStages, scope, basis);
  }

  /** The same figures, of other deployments. */
  public Figure withScope(FigureScope newScope) {
    return with(revision, stages, newScope, basis);
  }

  /** The same figures, on another basis. */
  public Figure withBasis(FigureBasis newBasis) {
    return with(revision, stages, scope, newBasis);
  }

  private Figure with(
      long newRevision, LeadStages newStages, FigureScope newScope, FigureBasis newBasis) {
    return new Figure(
        service,
        timeline,
        period,
        startUnixNano,
        endUnixNano,
        definition,
        deployments,
        deploymentsPerDay,
        deploymentDays,
        changesDeployed,
        leadTimeMedianS,
        leadTimeP75S,
        leadTimeP90S,
        failedDeployments,
        pendingDeployments,
        changeFailureRate,
        reworkRate,
        incidentsDetected,
        incidentsResolved,
        incidentsOpen,
        incidentsUnattributed,
        timeToRestoreMedianS,
        impactToRestoreMedianS,
        failedDeploymentRecoveryMedianS,
        isFinal,
        inputDigest,
        newRevision,
        newStages,
        newScope,
        newBasis);
  }
}
