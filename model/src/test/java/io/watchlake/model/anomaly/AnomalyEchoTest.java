package io.watchlake.model.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.metric.Derivation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnomalyEchoTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anomalies",
        "anomaly_score",
        "ours_anomalies_total",
        "ours.anomaly.score",
        "service:anomaly:count",
        "Anomalies"
      })
  void whatSpeaksOfAnomaliesByItsName(String metric) {
    assertThat(AnomalyEcho.isIn(metric)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu_usage", "anomalous_requests", "queue", ""})
  void whatDoesNot(String metric) {
    assertThat(AnomalyEcho.isIn(metric)).isFalse();
  }

  @Test
  void whatIsComputedFromThemIsOneThroughAnyNumberOfFormulas() {
    assertThat(
            AnomalyEcho.derived(
                List.of(
                    of("share", "(sum(found) / sum(sold) > 0) or 0"),
                    of("found", "sum(increase(anomalies_total)) by (service)"),
                    of("slow_anomalies", "sum(sold)"),
                    of("odd_p99", "histogram_quantile(0.99, sum(rate(anomaly_score)))"),
                    of("sold_all", "sum(sold) > 5"))))
        .containsExactly("found", "odd_p99", "share", "slow_anomalies");
  }

  private static Derivation of(String name, String formula) {
    return Derivation.read(name, "", "", formula, Map.of());
  }
}
