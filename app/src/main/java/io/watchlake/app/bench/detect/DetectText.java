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

  private void parts(String head, List<DetectFigures.Part> parts) {
    line("");
    line("| %s | score | windows hit | false rows |", head);
    line("|---|---|---|---|");
    for (DetectFigures.Part part : parts) {
      line(
          "| %s | %s | %d of %d | %d |",
          part.name(),
          part.windows() == 0 ? "–" : String.format(Locale.ROOT, "%.1f", part.score()),
          part.hits(),
          part.windows(),
          part.falseRows());
    }
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
