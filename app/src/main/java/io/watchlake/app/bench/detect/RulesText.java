package io.watchlake.app.bench.detect;

import io.watchlake.app.bench.detect.RulesFigures.Part;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints on which faults rules alert, as tables that are Markdown too. */
final class RulesText {

  private static final String NONE = "–";

  private RulesText() {}

  static void print(RulesFigures figures, PrintWriter out) {
    List<Part> systems = new ArrayList<>(List.of(figures.all()));
    systems.addAll(figures.systems());
    parts("System", systems, out);
    parts("Kind of fault", figures.types(), out);
    List<Part> alerted = figures.rules().stream().filter(RulesText::alerted).toList();
    parts("Rule", alerted, out);
    out.println();
    out.printf(
        "%d of %d rules alerted; the others are not listed.%n",
        alerted.size(), figures.rules().size());
  }

  private static boolean alerted(Part rule) {
    return rule.within5() + rule.before5() > 0 || rule.falsePerServiceHour() > 0;
  }

  private static void parts(String head, List<Part> parts, PrintWriter out) {
    out.println();
    out.println(
        "| "
            + head
            + " | faults | alerted within 2 min | within 5 min | 2 min before, by chance | 5 min"
            + " before | median delay | alerts a service-hour without fault |");
    out.println("|---|---|---|---|---|---|---|---|");
    for (Part part : parts) {
      out.printf(
          Locale.ROOT,
          "| %s | %d | %s | %s | %s | %s | %s | %s |%n",
          part.name(),
          part.faults(),
          share(part.within2(), part),
          share(part.within5(), part),
          share(part.before2(), part),
          share(part.before5(), part),
          number("%.0f s", part.medianSeconds()),
          number("%.3f", part.falsePerServiceHour()));
    }
  }

  private static String share(int some, Part of) {
    return String.format(Locale.ROOT, "%d (%.0f %%)", some, 100.0 * some / of.faults());
  }

  private static String number(String format, double number) {
    return Double.isNaN(number) ? NONE : String.format(Locale.ROOT, format, number);
  }
}
