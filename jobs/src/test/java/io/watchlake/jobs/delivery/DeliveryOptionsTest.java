package io.watchlake.jobs.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.connectors.delivery.codec.ServiceMapCodec;
import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.jobs.delivery.calc.FailureRule;
import io.watchlake.jobs.delivery.calc.Ground;
import io.watchlake.jobs.delivery.calc.LeadTimeStart;
import io.watchlake.jobs.delivery.calc.RestoreStart;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.ServiceMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryOptionsTest {

  @TempDir Path home;

  private DeliveryOptions parse(List<String> more) {
    List<String> arguments = new ArrayList<>(List.of(Graphs.arguments(Graphs.catalog(home))));
    arguments.addAll(more);
    return DeliveryOptions.parse(arguments.toArray(String[]::new));
  }

  @Test
  void withoutArgumentsTheTermsAreTheStandardOnes() {
    assertThat(parse(List.of()).terms()).isEqualTo(Terms.STANDARD);
    assertThat(parse(DefinitionArguments.write(Definition.STANDARD)).terms())
        .isEqualTo(Terms.STANDARD);
  }

  @Test
  void aDefinitionAndAMapArriveAsTheyWereSent() {
    Definition definition =
        new Definition(
            "ours",
            EnumSet.of(FailureRule.REVERT),
            EnumSet.of(Ground.LINK, Ground.TIME),
            Duration.ofHours(48),
            Duration.ofHours(72),
            false,
            LeadTimeStart.FIRST_COMMIT,
            RestoreStart.IMPACT,
            List.of("live", "eu/prod"));
    ServiceMap map =
        new ServiceMap(
            List.of(
                new ServiceMap.Service(
                    "shop",
                    List.of(),
                    List.of(Glob.of("mono")),
                    List.of(Glob.of("shop/**")),
                    List.of(),
                    List.of())));
    List<String> arguments = new ArrayList<>(DefinitionArguments.write(definition));
    arguments.addAll(List.of("--services", ServiceMapCodec.write(map)));
    assertThat(parse(arguments).terms()).isEqualTo(new Terms(definition, map));
  }

  @Test
  void everyProblemIsTold() {
    assertThatThrownBy(
            () ->
                parse(
                    List.of(
                        "--failures",
                        "luck",
                        "--lead-time-from",
                        "birth",
                        "--services",
                        "{",
                        "--state",
                        "paper")))
        .hasMessageContaining("--failures: a failure rule is")
        .hasMessageContaining("--lead-time-from: lead time is from")
        .hasMessageContaining("--services: a service map is JSON")
        .hasMessageContaining("--state is 'paper'");
  }
}
