package io.watchlake.app.slo;

import io.watchlake.app.config.DurationText;
import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.model.Indicator;
import io.watchlake.rules.slo.BudgetReport;
import io.watchlake.rules.slo.BurnAlert;
import io.watchlake.rules.slo.Slo;
import io.watchlake.rules.slo.SloRules;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Objectives as a person reads them in a terminal. */
final class SloText {

  private static final String NONE = "–";

  /** Enough for a factor that is no round number. */
  private static final MathContext FACTOR = new MathContext(4);

  private SloText() {}

  /** What is promised, what is measured, and when there is an alert. */
  static List<String> described(Slo slo) {
    List<String> lines = new ArrayList<>();
    lines.add(head(slo));
    Indicator indicator = slo.indicator();
    lines.add(
        "  %-8s%s of %s"
            .formatted(indicator.good() ? "good" : "bad", weight(indicator), indicator.of()));
    lines.add("  %-8s%s of %s".formatted("all", weight(indicator), indicator.to()));
    if (!slo.key().isEmpty()) {
      lines.add("  %-8s%s".formatted("each", String.join(", ", slo.key())));
    }
    for (BurnAlert alert : slo.alerts()) {
      lines.add("  %-8s%s".formatted(alert.tier().code(), alert(slo, alert)));
    }
    return lines;
  }

  private static String weight(Indicator indicator) {
    return indicator.weight().code();
  }

  private static String head(Slo slo) {
    return slo.id()
        + ": "
        + BigDecimal.valueOf(slo.objectivePercent()).stripTrailingZeros().toPlainString()
        + " % over "
        + DurationText.show(slo.window());
  }

  private static String alert(Slo slo, BurnAlert alert) {
    List<BurnWindow> windows = SloRules.windows(slo, alert);
    if (windows.isEmpty()) {
      return "never: even if all events were bad, the budget would not burn so fast";
    }
    return SloRules.name(slo, alert)
        + ": "
        + windows.stream().map(SloText::window).collect(Collectors.joining(", or "));
  }

  private static String window(BurnWindow window) {
    String factor =
        BigDecimal.valueOf(window.factor()).round(FACTOR).stripTrailingZeros().toPlainString();
    String over = DurationText.show(window.longWindow());
    String still = DurationText.show(window.shortWindow());
    return "more than "
        + factor
        + " times over "
        + over
        + (over.equals(still) ? "" : " and " + still);
  }

  /** Whether some files can be used. */
  static String verdict(int files, int objectives, int problems) {
    return count(files, "file")
        + ", "
        + count(objectives, "objective")
        + (problems == 0 ? ": can be used" : ": cannot be used, " + count(problems, "problem"));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** How a budget stands. */
  static List<String> status(Budget budget) {
    BudgetReport report = budget.report();
    List<String> lines = new ArrayList<>();
    lines.add(head(budget.slo()) + (budget.labels().isEmpty() ? "" : "  " + budget.labels()));
    if (report.all() == 0) {
      lines.add("  no events");
      return lines;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-12s%s left; %.0f of %.0f events bad",
            "budget",
            percent(report.left()),
            report.bad(),
            report.all()));
    lines.add(
        "  %-12s%s"
            .formatted(
                "burn rate",
                report.rates().stream()
                    .map(rate -> DurationText.show(rate.window()) + " " + rate(rate.burnRate()))
                    .collect(Collectors.joining("  "))));
    for (BudgetReport.Share share : report.shares()) {
      lines.add(
          "  %-12s%s  %s  %s  spent %s"
              .formatted(
                  "deployment",
                  Instant.ofEpochMilli(share.deployed().atMillis()),
                  share.deployed().environment(),
                  share.deployed().id(),
                  percent(share.spent())));
    }
    return lines;
  }

  private static String percent(double part) {
    return Double.isNaN(part) ? NONE : String.format(Locale.ROOT, "%.1f %%", part * 100);
  }

  private static String rate(double rate) {
    return Double.isNaN(rate) ? NONE : String.format(Locale.ROOT, "%.1f", rate);
  }
}
