package io.watchlake.app.delivery;

import io.watchlake.jobs.delivery.calc.Band;
import io.watchlake.jobs.delivery.calc.BandSet;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureScope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Figures as a person reads them in a terminal: for each service the trends, then a line a period.
 * The letter behind a value is its band.
 */
final class FigureTable {

  private static final List<String> HEAD =
      List.of(
          "PERIOD",
          "DEPLOYS",
          "A DAY",
          "",
          "CHANGES",
          "LEAD TIME",
          "",
          "P90",
          "FAILED",
          "RATE",
          "",
          "RESOLVED",
          "RESTORE",
          "RECOVERY",
          "");
  private static final String GAP = "  ";
  private static final String NONE = "–";
  private static final int LABEL = 18;
  private static final int USUAL_WIDTH = 100;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final BandSet bands;
  private final int width;

  /**
   * A table.
   *
   * @param width of the terminal; 0 where there is none
   */
  FigureTable(BandSet bands, int width) {
    this.bands = bands;
    this.width = width > 0 ? width : USUAL_WIDTH;
  }

  String print(List<Figure> figures) {
    Map<String, List<Figure>> services = new LinkedHashMap<>();
    for (Figure figure : figures) {
      services.computeIfAbsent(title(figure), name -> new ArrayList<>()).add(figure);
    }
    StringBuilder out = new StringBuilder();
    services.forEach(
        (service, all) -> {
          out.append(out.length() == 0 ? "" : "\n");
          service(service, all, out);
        });
    return out.toString();
  }

  /** What figures are of: the service, and after a point the environment and region. */
  private static String title(Figure figure) {
    FigureScope scope = figure.scope();
    return figure.service()
        + (scope.environment() == null ? "" : " · " + scope.environment())
        + (scope.region() == null ? "" : " · " + scope.region());
  }

  private void service(String service, List<Figure> figures, StringBuilder out) {
    out.append(printable(service))
        .append("  (definition ")
        .append(figures.get(0).definition())
        .append("; bands ")
        .append(bands.code())
        .append(": E elite, H high, M medium, L low)\n");
    if (figures.size() > 1) {
      trend("deployments", figures, figure -> (double) figure.deployments(), out);
      trend("lead time", figures, Figure::leadTimeMedianS, out);
      trend("change failures", figures, Figure::changeFailureRate, out);
      trend("time to restore", figures, Figure::timeToRestoreMedianS, out);
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    figures.forEach(figure -> rows.add(row(figure)));
    print(rows, out);
  }

  /** A period too many for the line is left out at the front: what is recent matters. */
  private void trend(
      String label,
      List<Figure> figures,
      Function<Figure, @Nullable Double> value,
      StringBuilder out) {
    int shown = Math.min(figures.size(), Math.max(1, width - LABEL - GAP.length()));
    List<@Nullable Double> values = new ArrayList<>();
    for (Figure figure : figures.subList(figures.size() - shown, figures.size())) {
      values.add(value.apply(figure));
    }
    out.append(GAP)
        .append(label)
        .append(" ".repeat(LABEL - label.length()))
        .append(Sparkline.of(values))
        .append('\n');
  }

  private List<String> row(Figure figure) {
    Double rate = figure.changeFailureRate();
    return List.of(
        period(figure),
        Long.toString(figure.deployments()),
        String.format(Locale.ROOT, "%.2f", figure.deploymentsPerDay()),
        letter(bands.deploymentFrequency(figure)),
        Long.toString(figure.changesDeployed()),
        span(figure.leadTimeMedianS()),
        letter(bands.leadTime(figure)),
        span(figure.leadTimeP90S()),
        figure.failedDeployments()
            + (figure.pendingDeployments() == 0 ? "" : "+" + figure.pendingDeployments() + "?"),
        rate == null ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * rate),
        letter(bands.changeFailureRate(figure)),
        Long.toString(figure.incidentsResolved()),
        span(figure.timeToRestoreMedianS()),
        span(figure.failedDeploymentRecoveryMedianS()),
        letter(bands.restore(figure)));
  }

  private static String period(Figure figure) {
    LocalDate start = day(figure.startUnixNano());
    return switch (figure.period()) {
      case MONTH -> start.toString().substring(0, 7);
      case DAYS_28 -> start.toString();
      case OVERALL -> start + " – " + day(figure.endUnixNano());
    };
  }

  private static LocalDate day(long unixNano) {
    return LocalDate.ofInstant(
        Instant.ofEpochSecond(Math.floorDiv(unixNano, NANOS_PER_SECOND)), ZoneOffset.UTC);
  }

  private static String letter(@Nullable Band band) {
    return band == null ? "" : band.code().substring(0, 1).toUpperCase(Locale.ROOT);
  }

  /** A span in the unit that leaves one to three digits before the point. */
  static String span(@Nullable Double seconds) {
    if (seconds == null) {
      return NONE;
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    if (seconds < 7_200) {
      return String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
    if (seconds < 172_800) {
      return String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }
    return String.format(Locale.ROOT, "%.1f d", seconds / 86_400);
  }

  private static void print(List<List<String>> rows, StringBuilder out) {
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(GAP);
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        boolean left = i == 0 || HEAD.get(i).isEmpty();
        // A band stands close to its value.
        line.append(i == 0 ? "" : HEAD.get(i).isEmpty() ? " " : GAP)
            .append(left ? row.get(i) + padding : padding + row.get(i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  /** Names come from outside: what would move a terminal's cursor is not printed. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
