package io.watchlake.app.bench.detect;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what was found in recordings with labelled faults, as tables that are Markdown too. */
final class TelemetryText {

  private TelemetryText() {}

  static void print(TelemetryFigures figures, PrintWriter out) {
    out.printf(Locale.ROOT, "Profile %s.%n", figures.profile());
    parts("System", List.of(figures.all()), figures.systems(), out);
    parts("Kind of fault", figures.types(), List.of(), out);
    if (!figures.ablation().isEmpty()) {
      parts("Without the expectation that", figures.ablation(), List.of(), out);
    }
  }

  private static void parts(
      String head,
      List<TelemetryFigures.Part> first,
      List<TelemetryFigures.Part> more,
      PrintWriter out) {
    out.println();
    out.println(
        "| "
            + head
            + " | faults | found within 2 min | 2 min before, by chance | anomalies a service-hour"
            + " without fault |");
    out.println("|---|---|---|---|---|");
    for (List<TelemetryFigures.Part> parts : List.of(first, more)) {
      for (TelemetryFigures.Part part : parts) {
        out.printf(
            Locale.ROOT,
            "| %s | %d | %d (%.0f %%) | %d (%.0f %%) | %s |%n",
            part.name(),
            part.faults(),
            part.found(),
            100.0 * part.found() / part.faults(),
            part.before(),
            100.0 * part.before() / part.faults(),
            Double.isNaN(part.perServiceHour())
                ? "–"
                : String.format(Locale.ROOT, "%.2f", part.perServiceHour()));
      }
    }
  }
}
