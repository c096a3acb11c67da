package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.Change;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.Deployment;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.Incident;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.delivery.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The verdicts and figures of one service. */
public final class DeliveryCalculation {

  private final String service;
  private final Terms terms;
  private final long nowUnixNano;
  private final History history;

  private DeliveryCalculation(
      String service, Collection<DeliveryEvent> events, Terms terms, long nowUnixNano) {
    this.service = service;
    this.terms = terms;
    this.nowUnixNano = nowUnixNano;
    this.history = History.of(service, events, terms);
    Attribution.apply(history, terms.definition());
  }

  /**
   * Works out what events tell.
   *
   * @param service what they are about
   * @param events in any order, each (source, id) once
   * @param nowUnixNano the clock that windows close by
   */
  public static DeliveryCalculation of(
      String service, Collection<DeliveryEvent> events, Terms terms, long nowUnixNano) {
    return new DeliveryCalculation(service, events, terms, nowUnixNano);
  }

  /** A verdict for each deployment, in order of time. */
  public List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    for (KnownDeployment deployment : history.deployments()) {
      Verdict.Reason reason = deployment.reason;
      verdicts.add(
          new Verdict(
              service,
              deployment.id,
              deployment.environment,
              deployment.timeUnixNano,
              state(deployment),
              reason,
              reason == null ? 0 : reason.confidence(),
              deployment.evidence,
              closes(deployment)));
    }
    return verdicts;
  }

  Verdict.State state(KnownDeployment deployment) {
    if (deployment.reason != null) {
      return Verdict.State.FAILED;
    }
    return closes(deployment) > nowUnixNano ? Verdict.State.PENDING : Verdict.State.SUCCEEDED;
  }

  private long closes(KnownDeployment deployment) {
    return deployment.timeUnixNano + definition().timeWindow().toNanos();
  }

  /** When a verdict that is pending closes next; {@code Long.MAX_VALUE} where none is. */
  public long nextCloseUnixNano() {
    long next = Long.MAX_VALUE;
    for (KnownDeployment deployment : history.deployments()) {
      if (state(deployment) == Verdict.State.PENDING) {
        next = Math.min(next, closes(deployment));
      }
    }
    return next;
  }

  /** Every deployment, in order of time. */
  public List<Deployment> deployments() {
    List<Deployment> deployments = new ArrayList<>();
    for (KnownDeployment known : history.deployments()) {
      deployments.add(
          new Deployment(
              service,
              known.id,
              known.environment,
              known.region,
              known.timeUnixNano,
              known.artifactId,
              known.commit,
              history.brought().of(known).stream().map(change -> change.id).toList(),
              counts(known),
              history.brought().isRework(known)));
    }
    return deployments;
  }

  /** Every change that went to this service or waits in its repository, in order of merge. */
  public List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (KnownChange known : history.changes()) {
      KnownDeployment deployment = history.brought().first(known);
      changes.add(
          new Change(
              service,
              known.id,
              known.repository,
              known.title,
              known.pullRequest,
              known.firstCommitUnixNano,
              known.openedUnixNano,
              known.reviewedUnixNano,
              known.mergedUnixNano,
              deployment == null ? null : deployment.id,
              deployment == null ? 0 : deployment.timeUnixNano));
    }
    return changes;
  }

  /** Every incident, those that no deployment is blamed for too. */
  public List<Incident> incidents() {
    List<Incident> incidents = new ArrayList<>();
    for (KnownIncident known : history.incidents()) {
      KnownDeployment blamed = known.blamed;
      Verdict.Reason reason = known.reason;
      incidents.add(
          new Incident(
              service,
              known.id,
              known.environment,
              known.impactUnixNano,
              known.detectedUnixNano(),
              known.resolvedUnixNano,
              blamed == null ? null : blamed.id,
              reason,
              reason == null ? 0 : reason.confidence(),
              known.restoredBy));
    }
    return incidents;
  }

  /**
   * The figures, by part, kind and start of period: every period from the part's first deployment
   * to its last one, those without events too. None where nothing was deployed.
   */
  public List<Figure> figures(Set<PeriodKind> kinds, Breakdown breakdown) {
    List<Figure> figures = new ArrayList<>();
    String termsDigest = terms.digest(service);
    for (Part part : Part.of(history, definition(), breakdown)) {
      for (PeriodKind kind : PeriodKind.values()) {
        if (kinds.contains(kind)) {
          figures.addAll(new PeriodFigures(this, termsDigest, kind, part).figures());
        }
      }
    }
    return figures;
  }

  private boolean counts(KnownDeployment deployment) {
    return deployment.counted && (definition().rollbacksCount() || !deployment.rollback);
  }

  String service() {
    return service;
  }

  Definition definition() {
    return terms.definition();
  }

  long nowUnixNano() {
    return nowUnixNano;
  }

  History history() {
    return history;
  }
}
