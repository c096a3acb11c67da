package io.watchlake.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.signal.Signal;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.run.RuleRun;
import io.watchlake.rules.spec.CaseRun;
import io.watchlake.rules.spec.RuleCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each part of the language does, as cases in src/test/resources/cases. */
final class CasesTest {

  private static final Path CASES = Path.of("src/test/resources/cases");

  @TestFactory
  List<DynamicTest> rulesDoWhatTheCasesSay() throws Exception {
    return tests("", (one, rules) -> assertThat(CaseRun.differences(one, rules)).isEmpty());
  }

  /** At-least-once: a signal that comes again changes nothing. */
  @TestFactory
  List<DynamicTest> repeatsChangeNothing() throws Exception {
    return tests(
        "twice: ",
        (one, rules) -> {
          List<Signal> twice = new ArrayList<>(one.signals());
          twice.addAll(one.signals());
          RuleCase doubled =
              new RuleCase(
                  one.file(),
                  one.line(),
                  one.name(),
                  twice,
                  one.endMillis(),
                  one.alerts(),
                  one.pending());
          assertThat(CaseRun.differences(doubled, rules)).isEmpty();
        });
  }

  /** State expires: long after the last signal nothing is kept but what is expected. */
  @TestFactory
  List<DynamicTest> nothingIsKeptForEver() throws Exception {
    return tests(
        "forgotten: ",
        (one, rules) -> {
          try (RuleRun run = new RuleRun(rules, RuleCase.BEGIN_MILLIS, (rule, transition) -> {})) {
            List<Signal> signals = new ArrayList<>(one.signals());
            signals.sort(Comparator.comparingLong(Signal::timeUnixNano));
            for (Signal signal : signals) {
              run.signal(signal);
            }
            run.advance(one.endMillis() + Duration.ofDays(40).toMillis());
            assertThat(run.isEmpty()).isEqualTo(!one.file().startsWith("expected"));
          }
        });
  }

  private interface Try {
    void on(RuleCase one, List<Rule> rules) throws Exception;
  }

  private static List<DynamicTest> tests(String prefix, Try task) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(CASES)) {
      files = all.filter(file -> file.toString().endsWith(".spec.yaml")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path spec : files) {
      String name = String.valueOf(spec.getFileName());
      Path file = spec.resolveSibling(name.replace(".spec.yaml", ".yaml"));
      RuleFiles rules =
          RuleFiles.read(List.of(new RuleFiles.Source(file.toString(), Files.readString(file))));
      SpecFiles cases = SpecFiles.read(List.of(new RuleFiles.Source(name, Files.readString(spec))));
      assertThat(rules.problems()).isEmpty();
      assertThat(cases.problems()).isEmpty();
      for (RuleCase one : cases.cases()) {
        tests.add(
            DynamicTest.dynamicTest(
                prefix + name + ": " + one.name(), () -> task.on(one, rules.rules().rules())));
      }
    }
    return tests;
  }
}
