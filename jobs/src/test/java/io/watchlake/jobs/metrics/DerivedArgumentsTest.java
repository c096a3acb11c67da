package io.watchlake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.InvalidArgumentsException;
import io.watchlake.jobs.stage.compute.derive.DerivedMetrics;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import io.watchlake.model.metric.MetricCatalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DerivedArgumentsTest {

  @Test
  void withoutArgumentsThereIsTheCatalogue() {
    DerivedMetrics metrics = parse();
    assertThat(metrics.derivations()).isEqualTo(MetricCatalogue.derivations());
    assertThat(metrics.custom()).isEqualTo(CustomMetrics.NONE);
  }

  @Test
  void everyPartOfAMetricIsRead() {
    DerivedMetrics metrics =
        parse(
            "--no-catalogue",
            "--derived",
            "x_all=sum by (a) (x{b=\"c=d\"})",
            "--derived-unit",
            "x_all=s",
            "--derived-description",
            "x_all=all x",
            "--derived-label",
            "x_all/team=ours",
            "--custom-namespace",
            "dora",
            "--default-label",
            "environment=production");
    assertThat(metrics.derivations())
        .containsExactly(
            Derivation.read(
                "x_all", "s", "all x", "sum by (a) (x{b=\"c=d\"})", Map.of("team", "ours")));
    assertThat(metrics.custom())
        .isEqualTo(CustomMetrics.of("dora", Map.of("environment", "production")));
  }

  @Test
  void everyProblemIsTold() {
    assertThatThrownBy(
            () -> parse("--derived", "a=sum(", "--derived-unit", "b=s", "--derived-label", "a=b"))
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageContainingAll(
            List.of(
                    "--derived a: at character 5",
                    "'b' has no formula",
                    "it must be name/label=value")
                .toArray(String[]::new));
  }

  private static DerivedMetrics parse(String... args) {
    return Arguments.build("metrics", args, DerivedArguments::of);
  }
}
