package io.watchlake.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.rules.model.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Rules for tests. */
final class Rules {

  static final Path SHIPPED = Path.of("rules");

  private Rules() {}

  /** The problems of a text, as users see them. */
  static List<String> problems(String text) {
    return read(text).problems().stream().map(RuleProblem::toString).toList();
  }

  static RuleFiles read(String text) {
    return RuleFiles.read(List.of(new RuleFiles.Source("rules.yaml", text)));
  }

  /** The only rule of a text, indented below its name. */
  static Rule rule(String... lines) {
    String text = "alert_rules:\n  it:\n    " + String.join("\n    ", lines) + "\n";
    RuleFiles files = read(text);
    assertThat(files.problems()).as(text).isEmpty();
    assertThat(files.rules().rules()).hasSize(1);
    return files.rules().rules().get(0);
  }

  /** The only problem of a rule, without the file. */
  static String problem(String... lines) {
    List<String> problems =
        problems("alert_rules:\n  it:\n    " + String.join("\n    ", lines) + "\n");
    assertThat(problems).hasSize(1);
    return problems.get(0).substring("rules.yaml:".length());
  }

  /** The rules that are shipped. */
  static List<RuleFiles.Source> shipped() {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().endsWith(".spec.yaml"))
          .sorted()
          .map(Rules::source)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuleFiles.Source source(Path file) {
    try {
      return new RuleFiles.Source(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
