package io.watchlake.model.anomaly;

import io.watchlake.model.formula.Formula;
import io.watchlake.model.metric.Derivation;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which metrics tell of anomalies. No detector reads them: one that did would find its own findings
 * unusual.
 */
public final class AnomalyEcho {

  private static final Pattern NAME =
      Pattern.compile("(.*[._:])?anomal(y|ies)([._:].*)?", Pattern.CASE_INSENSITIVE);

  private AnomalyEcho() {}

  /** Whether a metric's name says so: one of its words is anomaly or anomalies. */
  public static boolean isIn(String metric) {
    return NAME.matcher(metric).matches();
  }

  /**
   * The names of the metrics that are computed from such metrics, or from others that are.
   *
   * @param all everything that is computed
   */
  public static Set<String> derived(Collection<Derivation> all) {
    Set<String> found = new TreeSet<>();
    int before;
    do {
      before = found.size();
      for (Derivation derivation : all) {
        if (isIn(derivation.name()) || reads(derivation.formula().formula(), found)) {
          found.add(derivation.name());
        }
      }
    } while (found.size() > before);
    return found;
  }

  private static boolean reads(Formula formula, Set<String> known) {
    if (formula instanceof Formula.Arithmetic both) {
      return reads(both.left(), known) || reads(both.right(), known);
    }
    if (formula instanceof Formula.Filter filter) {
      return reads(filter.of(), known);
    }
    if (formula instanceof Formula.OrElse either) {
      return reads(either.of(), known);
    }
    if (formula instanceof Formula.Aggregate aggregate) {
      return isEcho(aggregate.of().series().metric(), known);
    }
    return formula instanceof Formula.OfHistograms histograms
        && isEcho(histograms.of().series().metric(), known);
  }

  private static boolean isEcho(String metric, Set<String> known) {
    return isIn(metric) || known.contains(metric);
  }
}
