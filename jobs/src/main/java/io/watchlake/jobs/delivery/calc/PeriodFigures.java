package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureBasis;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.delivery.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of one kind of period. */
final class PeriodFigures {

  private static final double SECONDS_PER_DAY = 86_400;
  private static final double MEDIAN = 0.5;
  private static final double P75 = 0.75;
  private static final double P90 = 0.9;

  private final DeliveryCalculation calculation;
  private final String termsDigest;
  private final PeriodKind kind;
  private final Part part;
  private final long firstUnixNano;
  private final long lastUnixNano;
  private final long firstNumber;
  private final Period[] periods;

  /**
   * Sorts everything of a part into its period.
   *
   * @param termsDigest of the terms it is worked out on
   */
  PeriodFigures(DeliveryCalculation calculation, String termsDigest, PeriodKind kind, Part part) {
    this.calculation = calculation;
    this.termsDigest = termsDigest;
    this.kind = kind;
    this.part = part;
    List<KnownDeployment> counted = part.deployments();
    firstUnixNano = counted.get(0).timeUnixNano;
    lastUnixNano = counted.get(counted.size() - 1).timeUnixNano;
    firstNumber = Periods.number(kind, firstUnixNano);
    periods = new Period[(int) (Periods.number(kind, lastUnixNano) - firstNumber) + 1];
    for (int i = 0; i < periods.length; i++) {
      periods[i] = new Period();
    }
    for (KnownDeployment deployment : counted) {
      deployment(deployment);
    }
    for (KnownIncident incident : calculation.history().incidents()) {
      if (part.has(incident, calculation.definition())) {
        incident(incident);
      }
    }
  }

  /** What falls into one period. */
  private static final class Period {
    private final BitSet events = new BitSet();
    private final Spans leadTimes = new Spans();
    private final StageSpans stages = new StageSpans();
    private final Spans toRestore = new Spans();
    private final Spans fromImpact = new Spans();
    private final Spans recovery = new Spans();
    private long deployments;
    private long deploymentDays;
    private long lastDay = Long.MIN_VALUE;
    private long failed;
    private long pending;
    private long rework;
    private long detected;
    private long resolved;
    private long open;
    private long unattributed;

    void stem(List<Integer> numbers) {
      numbers.forEach(events::set);
    }
  }

  private @Nullable Period at(long unixNano) {
    if (unixNano == 0 || (kind == PeriodKind.OVERALL && !isWithinData(unixNano))) {
      return null;
    }
    long place = Periods.number(kind, unixNano) - firstNumber;
    return place < 0 || place >= periods.length ? null : periods[(int) place];
  }

  private boolean isWithinData(long unixNano) {
    return unixNano >= firstUnixNano && unixNano <= lastUnixNano;
  }

  private void deployment(KnownDeployment deployment) {
    Period period = at(deployment.timeUnixNano);
    if (period == null) {
      return;
    }
    period.deployments++;
    period.stem(deployment.events);
    long day = Math.floorDiv(deployment.timeUnixNano, Periods.NANOS_PER_DAY);
    if (day != period.lastDay) {
      period.deploymentDays++;
      period.lastDay = day;
    }
    Verdict.State state = calculation.state(deployment);
    period.failed += state == Verdict.State.FAILED ? 1 : 0;
    period.pending += state == Verdict.State.PENDING ? 1 : 0;
    period.rework += part.brought().isRework(deployment) ? 1 : 0;
    LeadTimeStart start = calculation.definition().leadTimeFrom();
    for (KnownChange change : part.brought().of(deployment)) {
      period.leadTimes.add(start.of(change), deployment.timeUnixNano);
      period.stages.add(change, deployment.timeUnixNano);
      period.stem(change.events);
    }
  }

  private void incident(KnownIncident incident) {
    KnownDeployment blamed = incident.blamed;
    Period detectedIn = at(incident.detectedUnixNano());
    if (detectedIn != null) {
      detectedIn.detected++;
      detectedIn.open += incident.resolvedUnixNano == 0 ? 1 : 0;
      detectedIn.unattributed += blamed == null ? 1 : 0;
      detectedIn.stem(incident.events);
    }
    Period failedIn = blamed == null ? null : at(blamed.timeUnixNano);
    if (failedIn != null) {
      failedIn.stem(incident.events);
    }
    Period resolvedIn = at(incident.resolvedUnixNano);
    if (resolvedIn == null) {
      return;
    }
    resolvedIn.resolved++;
    resolvedIn.stem(incident.events);
    long begun = calculation.definition().restoreFrom().of(incident);
    if (begun != 0) {
      resolvedIn.toRestore.add(begun, incident.resolvedUnixNano);
    }
    if (incident.impactUnixNano != 0) {
      resolvedIn.fromImpact.add(incident.impactUnixNano, incident.resolvedUnixNano);
    }
    if (blamed != null) {
      KnownDeployment end = calculation.history().deploymentNamed(incident.restoredBy);
      resolvedIn.recovery.add(
          blamed.timeUnixNano, end == null ? incident.resolvedUnixNano : end.timeUnixNano);
      resolvedIn.stem(blamed.events);
    }
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>(periods.length);
    for (int i = 0; i < periods.length; i++) {
      figures.add(figure(i));
    }
    return figures;
  }

  private Figure figure(int place) {
    Period period = periods[place];
    boolean overall = kind == PeriodKind.OVERALL;
    long start = overall ? firstUnixNano : Periods.start(kind, firstNumber + place);
    // The second of the last deployment is part of it, so that there is a span even of one alone.
    long end =
        overall
            ? lastUnixNano + Periods.NANOS_PER_SECOND
            : Periods.start(kind, firstNumber + place + 1);
    double seconds = (end - start) / (double) Periods.NANOS_PER_SECOND;
    List<DeliveryEvent> events = calculation.history().events();
    return new Figure(
        calculation.service(),
        events.get(0).timeline(),
        kind,
        start,
        end,
        calculation.definition().title(),
        period.deployments,
        period.deployments * SECONDS_PER_DAY / seconds,
        period.deploymentDays,
        period.leadTimes.size(),
        period.leadTimes.quantile(MEDIAN),
        period.leadTimes.quantile(P75),
        period.leadTimes.quantile(P90),
        period.failed,
        period.pending,
        share(period.failed, period.deployments),
        share(period.rework, period.deployments),
        period.detected,
        period.resolved,
        period.open,
        period.unattributed,
        period.toRestore.quantile(MEDIAN),
        period.fromImpact.quantile(MEDIAN),
        period.recovery.quantile(MEDIAN),
        period.pending == 0 && (overall || end <= calculation.nowUnixNano()),
        InputDigest.of(events, period.events),
        1,
        period.stages.medians(),
        part.scope(),
        new FigureBasis(termsDigest, InputSnapshot.of(events, period.events)));
  }

  private static @Nullable Double share(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
