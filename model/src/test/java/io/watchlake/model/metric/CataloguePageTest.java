package io.watchlake.model.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue in {@code docs/derived-metrics.md} is that of the code. */
final class CataloguePageTest {

  private static final Path PAGE = Path.of("../docs/derived-metrics.md");
  private static final String BEGIN = "<!-- catalogue -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void theCatalogueOnThePageIsTheOneInTheCode() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page)
        .as("run the main method of CataloguePageTest in the folder model")
        .isEqualTo(withCatalogue(page));
  }

  /** Writes the catalogue anew. */
  public static void main(String[] args) throws IOException {
    Files.writeString(PAGE, withCatalogue(Files.readString(PAGE)));
  }

  private static String withCatalogue(String page) {
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END, from);
    assertThat(from).as("a place for the catalogue").isGreaterThanOrEqualTo(BEGIN.length());
    assertThat(to).isGreaterThanOrEqualTo(from);
    StringBuilder text = new StringBuilder();
    String heading = "";
    for (CatalogueMetric metric : MetricCatalogue.all()) {
      String next = metric.area() + ": " + metric.group();
      if (!next.equals(heading)) {
        heading = next;
        text.append("\n### ").append(heading).append("\n\n");
        text.append("| Name | Unit | Meaning | Comes from |\n|---|---|---|---|\n");
      }
      row(text, metric);
    }
    return page.substring(0, from) + text.append('\n') + page.substring(to);
  }

  private static void row(StringBuilder text, CatalogueMetric metric) {
    text.append("| `").append(metric.name()).append('`');
    if (!metric.aliases().isEmpty()) {
      text.append(
          metric.aliases().stream()
              .map(alias -> alias(metric, alias))
              .collect(Collectors.joining(", ", "<br>or ", "")));
    }
    text.append(" | ").append(metric.unit()).append(" | ").append(metric.meaning()).append(" | ");
    text.append(
        metric.sources().stream()
            .map(CataloguePageTest::source)
            .collect(Collectors.joining("<br>")));
    text.append(" |\n");
  }

  private static String alias(CatalogueMetric metric, Alias alias) {
    return "`"
        + alias.name()
        + "`"
        + (alias.unit().equals(metric.unit()) ? "" : " (" + alias.unit() + ")");
  }

  private static String source(MetricSource source) {
    if (source instanceof MetricSource.Computed computed) {
      return computed.sender()
          + ": `"
          + computed.derivation().text().replace("|", "\\|")
          + "`"
          + (computed.derivation().labels().isEmpty()
              ? ""
              : " with " + computed.derivation().labels());
    }
    if (source instanceof MetricSource.Made) {
      return source.sender() + " sends it";
    }
    return "**not computed**: " + source.sender() + " must send it";
  }
}
