package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.delivery.Change;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Deployment;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.Incident;
import io.watchlake.model.delivery.Verdict;
import java.util.List;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;

/** Rows of the tables of delivery. */
public final class DeliveryRows {

  private static final int EVENT = columns(Tables.DELIVERY_EVENTS);
  private static final int CHANGE = columns(Tables.DELIVERY_CHANGES_LOG);
  private static final int DEPLOYMENT = columns(Tables.DELIVERY_DEPLOYMENTS_LOG);
  private static final int INCIDENT = columns(Tables.DELIVERY_INCIDENTS_LOG);
  private static final int VERDICT = columns(Tables.DELIVERY_VERDICTS_LOG);
  private static final int FIGURE = columns(Tables.DELIVERY_FIGURES_LOG);

  private DeliveryRows() {}

  private static int columns(String table) {
    return LakehouseTables.of(table).schema().columns().size();
  }

  /** A row of {@link Tables#DELIVERY_EVENTS}. */
  public static RowData event(DeliveryEvent event) {
    Told told = told(event.fact());
    return new RowBuilder(EVENT)
        .eventTime(event.timeUnixNano())
        .string(event.source())
        .string(event.id())
        .string(event.type())
        .string(told.kind())
        .string(event.service())
        .nullableString(told.subject())
        .nullableString(told.environment())
        .nullableString(event.chainId())
        .string(event.timeline())
        .origin(event.origin())
        .value(event.fact() instanceof ChangeMerged change ? texts(change.paths()) : null)
        .build();
  }

  private record Told(String kind, @Nullable String subject, @Nullable String environment) {}

  private static Told told(DeliveryFact fact) {
    if (fact instanceof ChangeMerged change) {
      return new Told("change", change.changeId(), null);
    } else if (fact instanceof ArtifactPackaged artifact) {
      return new Told("artifact", artifact.artifactId(), null);
    } else if (fact instanceof Deployed deployed) {
      return new Told("deployment", deployed.deploymentId(), deployed.environment());
    } else if (fact instanceof IncidentReported incident) {
      return new Told(
          "incident_" + incident.phase().code(), incident.incidentId(), incident.environment());
    }
    return new Told("other", null, null);
  }

  /**
   * A row of the table that a conclusion belongs to: {@link Tables#DELIVERY_CHANGES_LOG}, {@link
   * Tables#DELIVERY_DEPLOYMENTS_LOG}, {@link Tables#DELIVERY_INCIDENTS_LOG} or {@link
   * Tables#DELIVERY_VERDICTS_LOG}.
   */
  public static RowData record(DeliveryRecord record) {
    RowBuilder row;
    if (record.conclusion() instanceof Change change) {
      row = change(change);
    } else if (record.conclusion() instanceof Deployment deployment) {
      row = deployment(deployment);
    } else if (record.conclusion() instanceof Incident incident) {
      row = incident(incident);
    } else {
      row = verdict((Verdict) record.conclusion());
    }
    return row.value(record.revision()).string(record.timeline()).build();
  }

  private static RowBuilder change(Change change) {
    long ts = change.mergedUnixNano() != 0 ? change.mergedUnixNano() : change.deployedUnixNano();
    return new RowBuilder(CHANGE)
        .timestamp(ts)
        .string(change.service())
        .string(change.changeId())
        .stringOrNull(change.repository())
        .stringOrNull(change.title())
        .value(change.pullRequest())
        .timestampOrNull(change.firstCommitUnixNano())
        .timestampOrNull(change.openedUnixNano())
        .timestampOrNull(change.reviewedUnixNano())
        .timestampOrNull(change.mergedUnixNano())
        .nullableString(change.deploymentId())
        .timestampOrNull(change.deployedUnixNano());
  }

  private static RowBuilder deployment(Deployment deployment) {
    return new RowBuilder(DEPLOYMENT)
        .timestamp(deployment.timeUnixNano())
        .string(deployment.service())
        .string(deployment.deploymentId())
        .string(deployment.environment())
        .stringOrNull(deployment.region())
        .nullableString(deployment.artifactId())
        .nullableString(deployment.commit())
        .value(texts(deployment.changes()))
        .value(deployment.counted())
        .value(deployment.rework());
  }

  private static @Nullable GenericArrayData texts(List<String> texts) {
    return texts.isEmpty()
        ? null
        : new GenericArrayData(texts.stream().map(StringData::fromString).toArray());
  }

  private static RowBuilder incident(Incident incident) {
    Verdict.Reason reason = incident.reason();
    return new RowBuilder(INCIDENT)
        .timestamp(incident.detectedUnixNano())
        .string(incident.service())
        .string(incident.incidentId())
        .nullableString(incident.environment())
        .timestampOrNull(incident.impactUnixNano())
        .timestampOrNull(incident.resolvedUnixNano())
        .nullableString(incident.deploymentId())
        .nullableString(reason == null ? null : reason.code())
        .value(incident.confidence())
        .nullableString(incident.restoredBy());
  }

  private static RowBuilder verdict(Verdict verdict) {
    Verdict.Reason reason = verdict.reason();
    return new RowBuilder(VERDICT)
        .timestamp(verdict.timeUnixNano())
        .string(verdict.service())
        .string(verdict.deploymentId())
        .string(verdict.environment())
        .string(verdict.state().code())
        .nullableString(reason == null ? null : reason.code())
        .value(verdict.confidence())
        .nullableString(verdict.evidence())
        .timestamp(verdict.closesUnixNano());
  }

  /** A row of {@link Tables#DELIVERY_FIGURES_LOG}. */
  public static RowData figure(Figure figure) {
    return new RowBuilder(FIGURE)
        .timestamp(figure.startUnixNano())
        .string(figure.service())
        .string(figure.period().code())
        .timestamp(figure.endUnixNano())
        .value(figure.deployments())
        .value(figure.deploymentsPerDay())
        .value(figure.deploymentDays())
        .value(figure.changesDeployed())
        .value(figure.leadTimeMedianS())
        .value(figure.leadTimeP75S())
        .value(figure.leadTimeP90S())
        .value(figure.failedDeployments())
        .value(figure.pendingDeployments())
        .value(figure.changeFailureRate())
        .value(figure.reworkRate())
        .value(figure.incidentsDetected())
        .value(figure.incidentsResolved())
        .value(figure.incidentsOpen())
        .value(figure.incidentsUnattributed())
        .value(figure.timeToRestoreMedianS())
        .value(figure.impactToRestoreMedianS())
        .value(figure.failedDeploymentRecoveryMedianS())
        .value(figure.isFinal())
        .string(figure.definition())
        .string(figure.inputDigest())
        .value(figure.revision())
        .string(figure.timeline())
        .value(figure.stages().pullRequests())
        .value(figure.stages().codingMedianS())
        .value(figure.stages().reviewMedianS())
        .value(figure.stages().mergeMedianS())
        .value(figure.stages().deployMedianS())
        .value(figure.stages().cycleMedianS())
        .nullableString(figure.scope().environment())
        .nullableString(figure.scope().region())
        .stringOrNull(figure.basis().definitionDigest())
        .stringOrNull(figure.basis().snapshot())
        .build();
  }
}
