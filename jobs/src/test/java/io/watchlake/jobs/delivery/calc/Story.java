package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.Origin;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.delivery.ServiceMap;
import io.watchlake.model.delivery.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens to the service {@code shop}, told event by event; times are hours from a start. */
final class Story {

  static final String SERVICE = "shop";

  /** 2026-01-05T00:00:00Z, a Monday. */
  static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private static final double NANOS_PER_HOUR = 3_600e9;

  private final List<DeliveryEvent> events = new ArrayList<>();

  static long at(double hours) {
    return START.getEpochSecond() * 1_000_000_000L + (long) (hours * NANOS_PER_HOUR);
  }

  Story event(String id, double hours, @Nullable String chain, DeliveryFact fact) {
    events.add(
        new DeliveryEvent(
            new Origin("delivery_events", 0, events.size(), 0),
            "live",
            "test",
            id,
            "test",
            at(hours),
            SERVICE,
            chain,
            fact));
    return this;
  }

  Story merged(String change, double hours) {
    return merged(change, hours, "a change", List.of());
  }

  Story merged(String change, double hours, String title, List<String> labels) {
    return event(
        "merged-" + change,
        hours,
        null,
        new ChangeMerged(change, SERVICE, title, labels, "", List.of(), 0, 0, 0, false));
  }

  /** A deployment to production that names its changes. */
  Story deployed(String deployment, double hours, String version, String... changes) {
    return deployedTo("production", deployment, hours, version, changes);
  }

  Story deployedTo(
      String environment, String deployment, double hours, String version, String... changes) {
    return event(
        "event-of-" + deployment,
        hours,
        "chain-" + deployment,
        new Deployed(
            deployment,
            environment,
            "",
            "pkg:generic/shop@" + version,
            null,
            List.of(changes),
            false));
  }

  /** A deployment to a region of production that names its changes. */
  Story deployedIn(
      String region, String deployment, double hours, String version, String... changes) {
    return event(
        "event-of-" + deployment,
        hours,
        null,
        new Deployed(
            deployment,
            "production",
            region,
            "pkg:generic/shop@" + version,
            null,
            List.of(changes),
            false));
  }

  /** An incident that names nothing. */
  Story detected(String incident, double hours) {
    return detected(incident, hours, null, null);
  }

  Story detected(
      String incident, double hours, @Nullable String artifact, @Nullable String deployment) {
    return event(
        "detected-" + incident,
        hours,
        null,
        new IncidentReported(
            incident, Phase.DETECTED, 0, null, artifact, deployment, null, List.of()));
  }

  Story resolved(String incident, double hours) {
    return event(
        "resolved-" + incident,
        hours,
        null,
        new IncidentReported(incident, Phase.RESOLVED, 0, null, null, null, null, List.of()));
  }

  List<DeliveryEvent> events() {
    return events;
  }

  /** What follows, long after everything. */
  DeliveryCalculation told() {
    return told(Definition.STANDARD);
  }

  DeliveryCalculation told(Definition definition) {
    return told(new Terms(definition, ServiceMap.NONE));
  }

  DeliveryCalculation told(Terms terms) {
    return DeliveryCalculation.of(SERVICE, events, terms, at(100_000));
  }

  DeliveryCalculation toldAt(double hours) {
    return DeliveryCalculation.of(SERVICE, events, Terms.STANDARD, at(hours));
  }

  static Definition counting(FailureRule... rules) {
    return Definition.STANDARD.withFailures(Set.of(rules));
  }

  static Figure overall(DeliveryCalculation told) {
    return told.figures(Set.of(PeriodKind.OVERALL), Breakdown.TOTAL).get(0);
  }

  static Verdict verdict(DeliveryCalculation told, String deployment) {
    return told.verdicts().stream()
        .filter(verdict -> verdict.deploymentId().equals(deployment))
        .findFirst()
        .orElseThrow();
  }

  /** The deployments that failed, in order of time. */
  static List<String> failed(DeliveryCalculation told) {
    return told.verdicts().stream()
        .filter(verdict -> verdict.state() == Verdict.State.FAILED)
        .map(Verdict::deploymentId)
        .toList();
  }
}
