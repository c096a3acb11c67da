package io.watchlake.jobs.delivery.calc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureScope;
import io.watchlake.model.delivery.PeriodKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that goes to staging, then to one region of production after the other. */
class BreakdownTest {

  private final Story story = new Story();

  @BeforeEach
  void begin() {
    story.merged("c1", 0);
    story.deployedTo("staging", "s1", 1, "1", "c1");
    story.deployedIn("eu", "p1", 4, "1", "c1");
    story.deployedIn("us", "p2", 10, "1", "c1");
  }

  private List<Figure> figures(Breakdown breakdown) {
    return story.told().figures(Set.of(PeriodKind.OVERALL), breakdown);
  }

  private static FigureScope of(String environment, String region) {
    return new FigureScope(environment, region);
  }

  private Figure figure(FigureScope scope) {
    return figures(Breakdown.REGION).stream()
        .filter(figure -> figure.scope().equals(scope))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aChangeCountsOnceInTheWholeAndOnceInEachPart() {
    assertThat(figures(Breakdown.REGION))
        .extracting(
            Figure::scope, Figure::deployments, Figure::changesDeployed, Figure::leadTimeMedianS)
        .containsExactly(
            tuple(FigureScope.TOTAL, 2L, 1L, 4 * 3600.0),
            tuple(of("production", null), 2L, 1L, 4 * 3600.0),
            tuple(of("production", "eu"), 1L, 1L, 4 * 3600.0),
            tuple(of("production", "us"), 1L, 1L, 10 * 3600.0),
            tuple(of("staging", null), 1L, 1L, 3600.0));
  }

  @Test
  void itIsBrokenDownAsFarAsAskedFor() {
    assertThat(figures(Breakdown.TOTAL)).extracting(Figure::scope).containsOnly(FigureScope.TOTAL);
    assertThat(figures(Breakdown.ENVIRONMENT))
        .extracting(Figure::scope)
        .containsExactly(FigureScope.TOTAL, of("production", null), of("staging", null));
  }

  @Test
  void anIncidentIsOfThePartThatIsBlamedForIt() {
    story.detected("i1", 11, null, "p2").resolved("i1", 12);
    story.deployedIn("eu", "p3", 20, "2").deployedIn("us", "p4", 21, "2");
    assertThat(figure(of("production", "us")).failedDeployments()).isEqualTo(1);
    assertThat(figure(of("production", "us")).incidentsResolved()).isEqualTo(1);
    assertThat(figure(of("production", "eu")).failedDeployments()).isZero();
    assertThat(figure(of("production", "eu")).incidentsDetected()).isZero();
    assertThat(figure(of("production", null)).changeFailureRate()).isEqualTo(0.25);
    assertThat(figure(FigureScope.TOTAL).changeFailureRate()).isEqualTo(0.25);
  }

  @Test
  void anIncidentOfStagingIsNoneOfProduction() {
    story.event("d", 2, null, incident("i1", "staging", null));
    story.event("e", 5, null, incident("i2", null, "nobody-knows"));
    story.deployedTo("staging", "s2", 12, "2");
    assertThat(figure(of("staging", null)).incidentsDetected()).isEqualTo(1);
    assertThat(figure(of("staging", null)).failedDeployments()).isEqualTo(1);
    assertThat(figure(FigureScope.TOTAL).incidentsDetected())
        .as("the one that names no environment and no deployment that is known")
        .isEqualTo(1);
    assertThat(figure(FigureScope.TOTAL).incidentsUnattributed()).isEqualTo(1);
    assertThat(figure(of("production", null)).incidentsDetected()).isZero();
  }

  private static IncidentReported incident(String id, String environment, String deployment) {
    return new IncidentReported(
        id, Phase.DETECTED, 0, environment, null, deployment, null, List.of());
  }

  @Test
  void whereOnlyCommitsAreToldEachPartHasWhatLandedBefore() {
    Story commits = new Story();
    commits.merged("c1", 0).merged("c2", 1);
    for (String region : List.of("eu", "us")) {
      commits.event(
          region,
          region.equals("eu") ? 2 : 3,
          null,
          new Deployed(region, "production", region, null, "c2", List.of(), false));
    }
    assertThat(commits.told().figures(Set.of(PeriodKind.OVERALL), Breakdown.REGION))
        .extracting(Figure::changesDeployed)
        .containsExactly(2L, 2L, 2L, 2L);
  }
}
