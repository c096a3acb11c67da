package io.watchlake.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.spec.CaseRun;
import io.watchlake.rules.spec.RuleCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules that are shipped do what the cases beside them say. */
final class ShippedRulesTest {

  @TestFactory
  List<DynamicTest> everyRuleDoesWhatItsCasesSay() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (RuleFiles.Source source : Rules.shipped()) {
      Path spec = Rules.SHIPPED.resolve(source.name().replace(".yaml", ".spec.yaml"));
      List<Rule> rules = RuleFiles.read(List.of(source)).rules().rules();
      SpecFiles cases =
          SpecFiles.read(
              List.of(
                  new RuleFiles.Source(
                      String.valueOf(spec.getFileName()), Files.readString(spec))));
      tests.add(
          DynamicTest.dynamicTest(
              spec + " shows every rule fire",
              () -> {
                assertThat(cases.problems()).isEmpty();
                Set<String> shown =
                    cases.cases().stream()
                        .flatMap(one -> one.alerts().stream())
                        .filter(alert -> alert.status() == AlertStatus.FIRING)
                        .map(alert -> alert.rule())
                        .collect(Collectors.toSet());
                assertThat(shown)
                    .containsAll(rules.stream().map(Rule::name).collect(Collectors.toSet()));
              }));
      for (RuleCase one : cases.cases()) {
        tests.add(
            DynamicTest.dynamicTest(
                one.file() + ": " + one.name(),
                () -> assertThat(CaseRun.differences(one, rules)).isEmpty()));
      }
    }
    return tests;
  }
}
