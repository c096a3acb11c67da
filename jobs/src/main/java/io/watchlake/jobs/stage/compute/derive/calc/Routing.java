package io.watchlake.jobs.stage.compute.derive.calc;

import io.watchlake.jobs.stage.compute.derive.calc.Member.Part;
import io.watchlake.model.formula.Formula;
import io.watchlake.model.formula.Selection;
import io.watchlake.model.formula.Selection.OverWindow;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Which derivations a series takes part in, and what it gives to each. */
public final class Routing {

  /** A derivation, ready to be fed. */
  private record Route(Derivation derivation, String version, List<Slot> slots) {}

  /** A selection, and whether its observations are asked for or one number. */
  private record Slot(Selection selection, boolean observations) {}

  private final Map<String, List<Route>> routes = new HashMap<>();
  private final CustomMetrics custom;

  /**
   * @param custom under which names custom metrics are found too
   */
  public Routing(Collection<Derivation> derivations, CustomMetrics custom) {
    this.custom = custom;
    for (Derivation derivation : derivations) {
      List<Slot> slots = new ArrayList<>();
      slots(derivation.formula().formula(), slots);
      Route route = new Route(derivation, derivation.version(), List.copyOf(slots));
      Set<String> metrics = new LinkedHashSet<>();
      slots.forEach(slot -> metrics.add(slot.selection().series().metric()));
      metrics.forEach(
          metric -> routes.computeIfAbsent(metric, ignored -> new ArrayList<>()).add(route));
    }
  }

  /** Whether any derivation takes series of a metric. */
  public boolean takes(String metric) {
    return routes.containsKey(metric) || routes.containsKey(custom.withoutNamespace(metric));
  }

  /** Gives what a window of a minute contributes; nothing for other windows. */
  public void route(Rollup rollup, Consumer<Contribution> to) {
    if (rollup.resolution() != Resolution.MINUTE) {
      return;
    }
    String metric = rollup.series().metric();
    List<Route> found = routes.get(metric);
    String name = metric;
    if (found == null) {
      name = custom.withoutNamespace(metric);
      found = name.equals(metric) ? null : routes.get(name);
    }
    if (found == null) {
      return;
    }
    SeriesLabels labels = new SeriesLabels(rollup.series());
    for (Route route : found) {
      contribute(route, rollup, name, labels, to);
    }
  }

  private static void contribute(
      Route route, Rollup rollup, String name, SeriesLabels labels, Consumer<Contribution> to) {
    List<Part> parts = new ArrayList<>(route.slots().size());
    boolean taken = false;
    for (Slot slot : route.slots()) {
      Selection selection = slot.selection();
      boolean fits = selection.series().metric().equals(name) && selection.series().matches(labels);
      taken |= fits;
      if (!fits) {
        parts.add(Part.NONE);
      } else if (slot.observations()) {
        parts.add(
            selection.over() == OverWindow.LAST
                ? Parts.spread(rollup)
                : Parts.observations(rollup, labels));
      } else {
        parts.add(Parts.number(selection.over(), rollup));
      }
    }
    if (taken) {
      List<String> group = route.derivation().formula().by().stream().map(labels).toList();
      to.accept(
          new Contribution(
              new GroupKey(route.version(), rollup.timeline(), rollup.windowUnixNano(), group)
                  .text(),
              rollup.series().id(),
              new Member(rollup.revision(), parts)));
    }
  }

  /** From left to right, which is the order of evaluation. */
  private static void slots(Formula formula, List<Slot> into) {
    if (formula instanceof Formula.Arithmetic arithmetic) {
      slots(arithmetic.left(), into);
      slots(arithmetic.right(), into);
    } else if (formula instanceof Formula.Filter filter) {
      slots(filter.of(), into);
    } else if (formula instanceof Formula.OrElse orElse) {
      slots(orElse.of(), into);
    } else if (formula instanceof Formula.Aggregate aggregate) {
      into.add(new Slot(aggregate.of(), false));
    } else if (formula instanceof Formula.OfHistograms histograms) {
      into.add(new Slot(histograms.of(), true));
    }
  }
}
