package io.watchlake.app.bench.detect;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints figures as tables that are Markdown too. */
final class DetectText {

  private final PrintWriter out;

  private DetectText(PrintWriter out) {
    this.out = out;
  }

  static void print(DetectFigures figures, PrintWriter out) {
    new DetectText(out).print(figures);
  }

  private void print(DetectFigures figures) {
    line(
        "Profile %s: %d series, %,d rows, %.1f µs of CPU a point, at most %,d bytes of state a"
            + " series.",
        figures.profile(),
        figures.series(),
        figures.rows(),
        figures.microsPerPoint(),
        figures.stateBytes());
    scores(figures);
    anchors(figures);
    line("");
    line("| Held out | score |");
    line("|---|---|");
    line("| threshold chosen on other files (five folds) | %.1f |", figures.crossValidated());
    line(
        "| changed copies, threshold of the unchanged ones, mean | %.1f |",
        figures.perturbedMean());
    figures.perturbed().forEach((change, score) -> line("| – %s | %.1f |", change, score));
    parts("Category", figures.categories());
    parts("Series", figures.files());
    ablation(figures);
  }

  private void scores(DetectFigures figures) {
    line("");
    line(
        "| Cost profile | score | 90 %% of resampled files | windows hit | false rows | threshold |");
    line("|---|---|---|---|---|---|");
    figures
        .scores()
        .forEach(
            (name, score) ->
                line(
                    "| %s | %.1f | %.1f – %.1f | %d | %d | %.4f |",
                    name,
                    score.score(),
                    score.low(),
                    score.high(),
                    score.hits(),
                    score.falseRows(),
                    score.threshold()));
  }

  /** What others have on the same series, with the best threshold too. */
  private void anchors(DetectFigures figures) {
    line("");
    line("| On the same series | standard | told each file's minimum and maximum |");
    line("|---|---|---|");
    DetectFigures.Score standard = figures.scores().get("standard");
    if (standard != null) {
      line("| this detector | %.1f | no |", standard.score());
    }
    line("| ARTime, as published | 78.5 | yes |");
    line("| Numenta HTM, as published | 71.5 | yes |");
    line("| the largest of level, time of day and discord | 67.7 | no |");
    line("| how far a value leaves the range so far, alone | 57.8 | no |");
    line("| a detection every 400 rows | 23.0 | no |");
  }

  private void parts(String head, List<DetectFigures.Part> parts) {
    boolean intervals = parts.stream().anyMatch(part -> !Double.isNaN(part.low()));
    line("");
    line(
        "| %s | score |%s windows hit | false rows |",
        head, intervals ? " 90 % of resampled files |" : "");
    line("|---|---|---|---|%s", intervals ? "---|" : "");
    for (DetectFigures.Part part : parts) {
      line(
          "| %s | %s |%s %d of %d | %d |",
          part.name(),
          part.windows() == 0 ? "–" : String.format(Locale.ROOT, "%.1f", part.score()),
          intervals ? interval(part) : "",
          part.hits(),
          part.windows(),
          part.falseRows());
    }
  }

  private static String interval(DetectFigures.Part part) {
    return Double.isNaN(part.low())
        ? " – |"
        : String.format(Locale.ROOT, " %.1f – %.1f |", part.low(), part.high());
  }

  private void ablation(DetectFigures figures) {
    if (figures.ablation().isEmpty()) {
      return;
    }
    line("");
    line("| Without the expectation that | score | changed copies |");
    line("|---|---|---|");
    for (DetectFigures.Without without : figures.ablation()) {
      line("| %s | %.1f | %.1f |", without.expectation(), without.score(), without.perturbedMean());
    }
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
