package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Flink tells of the keys of rules. */
final class RuleKeysTest {

  @Test
  void countsAreByTheNamesOfRulesAndNeverBelowZero() {
    try (FlinkMetricsServer flink =
        FlinkMetricsServer.open(
            Map.of(
                "alerts_evaluate_v1.rule.a_b.keys", 3.0,
                "alerts_evaluate_v1.rule.old.keys", -2.0))) {
      assertThat(RuleKeys.of(flink.address(), List.of("a.b", "old", "unknown")))
          .isEqualTo(Map.of("a.b", 3L, "old", 0L));
    }
  }

  @Test
  void manyRulesAreAskedForInAddressesThatFlinkTakes() {
    List<String> rules = IntStream.range(0, 1000).mapToObj(each -> "rule_" + each).toList();
    Map<String, Double> sums = new HashMap<>();
    rules.forEach(rule -> sums.put("alerts_evaluate_v1.rule." + rule + ".keys", 1.0));
    try (FlinkMetricsServer flink = FlinkMetricsServer.open(sums)) {
      assertThat(RuleKeys.of(flink.address(), rules)).hasSize(1000);
      assertThat(flink.asked()).hasSizeLessThan(20).allMatch(query -> query.length() < 3500);
    }
  }

  @Test
  void whereNoFlinkAnswersThereAreNone() {
    assertThat(RuleKeys.of(URI.create("http://127.0.0.1:1"), List.of("a"))).isEmpty();
  }
}
