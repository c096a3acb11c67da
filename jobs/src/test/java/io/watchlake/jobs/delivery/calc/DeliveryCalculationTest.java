package io.watchlake.jobs.delivery.calc;

import static io.watchlake.jobs.delivery.calc.Story.counting;
import static io.watchlake.jobs.delivery.calc.Story.failed;
import static io.watchlake.jobs.delivery.calc.Story.overall;
import static io.watchlake.jobs.delivery.calc.Story.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.watchlake.model.delivery.Change;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import io.watchlake.model.delivery.Deployment;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.Incident;
import io.watchlake.model.delivery.LeadStages;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.delivery.ServiceMap;
import io.watchlake.model.delivery.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts, what is blamed on what, and what is not. */
class DeliveryCalculationTest {

  private static final double MONTHS = 24 * 90;

  private final Story story = new Story();

  @Test
  void rollbackFromV3ToV1BlamesV2() {
    story.deployed("d1", 0, "1").deployed("d2", 10, "2").deployed("d3", 20, "3");
    story.deployed("d4", 30, "1");
    DeliveryCalculation told = story.told();
    assertThat(failed(told)).containsExactly("d2");
    assertThat(verdict(told, "d2").reason()).isEqualTo(Verdict.Reason.ROLLBACK);
    assertThat(verdict(told, "d2").evidence()).isEqualTo("d4");
    assertThat(overall(told).reworkRate()).isEqualTo(0.25);
  }

  @Test
  void theTimeOfPullRequestsIsToldByStagesAndWhatIsNotToldCountsNowhere() {
    story.event("m1", 10, null, pullRequest("c1", Story.at(1), Story.at(4), Story.at(9)));
    story.event("m2", 10, null, pullRequest("c2", 0, Story.at(2), 0));
    story.event("m3", 10, null, pullRequest("c3", Story.at(12), Story.at(4), Story.at(7)));
    story.merged("c4", 1);
    story.deployed("d1", 16, "1", "c1", "c2", "c3", "c4");

    LeadStages stages = overall(story.told()).stages();

    assertThat(stages.pullRequests()).isEqualTo(3);
    assertThat(stages.codingMedianS()).as("c1; of c3 the clocks disagree").isEqualTo(3 * 3600.0);
    assertThat(stages.reviewMedianS()).as("c1 5 h, c3 3 h").isEqualTo(4 * 3600.0);
    assertThat(stages.mergeMedianS()).as("c1 1 h, c3 3 h").isEqualTo(2 * 3600.0);
    assertThat(stages.deployMedianS()).as("6 h each").isEqualTo(6 * 3600.0);
    assertThat(stages.cycleMedianS()).as("c1 15 h, c3 4 h").isEqualTo(9.5 * 3600.0);
  }

  @Test
  void whereNoPullRequestIsBroughtThereAreNoStages() {
    story.merged("c1", 1).deployed("d1", 16, "1", "c1");
    assertThat(overall(story.told()).stages()).isEqualTo(LeadStages.NONE);
  }

  private static ChangeMerged pullRequest(String id, long first, long opened, long reviewed) {
    return new ChangeMerged(
        id, Story.SERVICE, "a change", List.of(), "", List.of(), first, opened, reviewed, true);
  }

  @Test
  void theEnvironmentsThatCountCanBeNamed() {
    story.deployedTo("staging", "d1", 0, "1").deployedTo("EU.Live", "d2", 10, "1");
    story.deployedTo("production", "d3", 20, "1");
    Definition live = Definition.STANDARD.withProduction(List.of("us.live", "eu.live"));

    assertThat(overall(story.told()).deployments()).as("all but staging").isEqualTo(2);
    assertThat(overall(story.told(live)).deployments()).isEqualTo(1);
    assertThat(overall(story.told(live)).definition())
        .isEqualTo("standard,production=eu.live+us.live");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Definition.STANDARD.withProduction(List.of("prod,dev")))
        .withMessageContaining("prod,dev");
  }

  @Test
  void deployingTheSameVersionAgainIsNoRollback() {
    story.deployed("d1", 0, "1").deployed("d2", 10, "1");
    assertThat(failed(story.told())).isEmpty();
    assertThat(overall(story.told()).reworkRate()).isZero();
  }

  @Test
  void rollbacksAreWithinOneEnvironment() {
    story.deployedTo("eu", "d1", 0, "1").deployedTo("eu", "d2", 10, "2");
    story.deployedTo("us", "d3", 20, "1");
    assertThat(failed(story.told())).isEmpty();
  }

  @Test
  void aReportedRollbackBlamesWhatRan() {
    story.deployed("d1", 0, "1");
    story.event(
        "back", 10, null, new Deployed("d2", "production", "", null, null, List.of(), true));
    assertThat(failed(story.told())).containsExactly("d1");
  }

  @Test
  void incidentMonthsAfterADeploymentIsNotBlamedOnIt() {
    story.deployed("d1", 0, "1").detected("i1", MONTHS).resolved("i1", MONTHS + 1);
    story.deployed("d2", MONTHS + 24, "2");
    DeliveryCalculation told = story.told();
    assertThat(failed(told)).isEmpty();
    assertThat(overall(told).incidentsUnattributed()).isEqualTo(1);
    assertThat(overall(told).incidentsResolved()).isEqualTo(1);
    assertThat(overall(told).failedDeploymentRecoveryMedianS()).isNull();
  }

  @Test
  void artifactMonthsAfterItsDeploymentIsNoGroundEither() {
    story.deployed("d1", 0, "1").detected("i1", MONTHS, "pkg:generic/shop@1", null);
    assertThat(failed(story.told())).isEmpty();
  }

  @Test
  void explicitLinkHoldsHoweverLateTheIncident() {
    story.deployed("d1", 0, "1").detected("i1", MONTHS, null, "d1");
    Verdict verdict = verdict(story.told(), "d1");
    assertThat(verdict.reason()).isEqualTo(Verdict.Reason.EXPLICIT_LINK);
    assertThat(verdict.confidence()).isEqualTo(1);
  }

  @Test
  void linkToTheEventOfADeploymentIsExplicit() {
    story.deployed("d1", 0, "1");
    story.event(
        "i",
        MONTHS,
        null,
        new IncidentReported(
            "i1", Phase.DETECTED, 0, null, null, null, null, List.of("event-of-d1")));
    assertThat(verdict(story.told(), "d1").reason()).isEqualTo(Verdict.Reason.EXPLICIT_LINK);
  }

  @Test
  void linkToAnUnknownDeploymentIsNotGuessedOtherwise() {
    story.deployed("d1", 0, "1").detected("i1", 1, null, "somewhere-else");
    assertThat(failed(story.told())).isEmpty();
    assertThat(story.told().incidents().get(0).deploymentId()).isNull();
  }

  @Test
  void artifactComesBeforeTime() {
    story.deployed("d1", 0, "1").deployed("d2", 10, "2");
    story.detected("i1", 11, "pkg:generic/shop@1", null);
    DeliveryCalculation told = story.told();
    assertThat(failed(told)).containsExactly("d1");
    assertThat(verdict(told, "d1").reason()).isEqualTo(Verdict.Reason.ARTIFACT);
  }

  @Test
  void timeWindowBlamesTheLastDeploymentBefore() {
    story.deployed("d1", 0, "1").deployed("d2", 10, "2").detected("i1", 12);
    story.deployed("d3", 13, "3");
    Verdict verdict = verdict(story.told(), "d2");
    assertThat(verdict.reason()).isEqualTo(Verdict.Reason.TIME_WINDOW);
    assertThat(verdict.confidence()).isEqualTo(0.5);
    assertThat(failed(story.told())).containsExactly("d2");
  }

  @Test
  void twoIncidentsOfOneDeploymentAreOneFailure() {
    story.deployed("d1", 0, "1").deployed("d2", 10, "2");
    story.detected("i1", 11).detected("i2", 12);
    assertThat(overall(story.told()).changeFailureRate()).isEqualTo(0.5);
  }

  @Test
  void deploymentWithoutChangesCountsAndHasNoLeadTime() {
    story.deployed("d1", 0, "1").deployed("d2", 24, "2");
    Figure figure = overall(story.told());
    assertThat(figure.deployments()).isEqualTo(2);
    assertThat(figure.changesDeployed()).isZero();
    assertThat(figure.leadTimeMedianS()).isNull();
    assertThat(figure.changeFailureRate()).isZero();
  }

  @Test
  void changeDeployedTwiceCountsAtItsFirstDeployment() {
    story.merged("c1", 0).deployed("d1", 1, "1", "c1").deployed("d2", 48, "2", "c1");
    Figure figure = overall(story.told());
    assertThat(figure.changesDeployed()).isEqualTo(1);
    assertThat(figure.leadTimeMedianS()).isEqualTo(3600);
    assertThat(story.told().changes()).extracting(Change::deploymentId).containsExactly("d1");
  }

  @Test
  void clockSkewBetweenChangeAndDeploymentIsZeroLeadTime() {
    story.merged("c1", 5).deployed("d1", 4, "1", "c1");
    assertThat(overall(story.told()).leadTimeMedianS()).isZero();
  }

  @Test
  void changeInFlightIsNoLeadTime() {
    story.merged("c1", 0).merged("c2", 1).deployed("d1", 2, "1", "c1");
    assertThat(overall(story.told()).changesDeployed()).isEqualTo(1);
    assertThat(story.told().changes()).extracting(Change::deploymentId).containsExactly("d1", null);
  }

  @Test
  void changeThatNobodyReportedIsNoLeadTime() {
    story.deployed("d1", 0, "1", "c1");
    assertThat(overall(story.told()).changesDeployed()).isZero();
  }

  @Test
  void stagingDoesNotCount() {
    story.merged("c1", 0);
    story.deployedTo("staging", "d1", 1, "1", "c1").deployed("d2", 3, "1", "c1");
    Figure figure = overall(story.told());
    assertThat(figure.deployments()).isEqualTo(1);
    assertThat(figure.leadTimeMedianS()).isEqualTo(3 * 3600);
    assertThat(story.told().deployments())
        .extracting(Deployment::counted)
        .containsExactly(false, true);
  }

  @Test
  void changesComeWithTheArtifact() {
    story.merged("c1", 0).deployed("d1", 2, "1");
    story.event("p", 1, null, new ArtifactPackaged("pkg:generic/shop@1", List.of("c1")));
    assertThat(overall(story.told()).leadTimeMedianS()).isEqualTo(2 * 3600);
  }

  @Test
  void whereOnlyTheCommitIsToldAllThatLandedUpToItComes() {
    story.merged("c1", 0).merged("c2", 1).merged("c3", 2);
    story.event("d", 3, null, new Deployed("d1", "prod", "", null, "c2", List.of(), false));
    story.event("e", 4, null, new Deployed("d2", "prod", "", null, "c3", List.of(), false));
    assertThat(story.told().deployments())
        .extracting(Deployment::changes)
        .containsExactly(List.of("c1", "c2"), List.of("c3"));
  }

  /** The shop's files are in {@code shop/}; what else is in the repository is not its own. */
  private static Terms monorepo() {
    return new Terms(
        Definition.STANDARD,
        new ServiceMap(
            List.of(
                new ServiceMap.Service(
                    Story.SERVICE,
                    List.of(),
                    List.of(Glob.of("mono")),
                    List.of(Glob.of("shop/**")),
                    List.of(),
                    List.of()))));
  }

  private static ChangeMerged inMonorepo(String id, String... paths) {
    return new ChangeMerged(id, "mono", "a change", List.of(), "", List.of(), 0, 0, 0, false)
        .withPaths(List.of(paths));
  }

  @Test
  void ofTheChangesOfAMonorepoThoseCountThatTouchTheServicesFiles() {
    story.event("m1", 0, null, inMonorepo("c1", "shop/till.go", "README.md"));
    story.event("m2", 1, null, inMonorepo("c2", "gate/main.go"));
    story.event("m3", 2, null, inMonorepo("c3"));
    story.deployed("d1", 3, "1", "c1", "c2", "c3");

    DeliveryCalculation told = story.told(monorepo());

    assertThat(told.deployments())
        .extracting(Deployment::changes)
        .as("of c3 no files are told, so that nothing speaks against it")
        .containsExactly(List.of("c1", "c3"));
    assertThat(told.changes()).extracting(Change::changeId).containsExactly("c1", "c3");
    assertThat(overall(told).changesDeployed()).isEqualTo(2);
    assertThat(overall(story.told()).changesDeployed()).as("without a map").isEqualTo(3);
  }

  @Test
  void aCommitOfAnotherServiceTellsHowFarTheMonorepoIsDeployed() {
    story.event("m1", 0, null, inMonorepo("c1", "shop/a"));
    story.event("m2", 1, null, inMonorepo("c2", "gate/b"));
    story.event("m3", 2, null, inMonorepo("c3", "shop/c"));
    story.event("d", 3, null, new Deployed("d1", "prod", "", null, "c2", List.of(), false));
    story.event("e", 4, null, new Deployed("d2", "prod", "", null, "c3", List.of(), false));
    assertThat(story.told(monorepo()).deployments())
        .extracting(Deployment::changes)
        .containsExactly(List.of("c1"), List.of("c3"));
  }

  @Test
  void filesThatAnotherEventOfTheChangeTellsCount() {
    story.event("pull-request", 0, null, inMonorepo("c1"));
    story.event("push", 0, null, inMonorepo("c1", "gate/b"));
    story.deployed("d1", 3, "1", "c1");
    assertThat(overall(story.told(monorepo())).changesDeployed()).isZero();
  }

  @Test
  void verdictIsPendingUntilItsWindowCloses() {
    story.deployed("d1", 0, "1");
    assertThat(verdict(story.toldAt(23), "d1").state()).isEqualTo(Verdict.State.PENDING);
    assertThat(overall(story.toldAt(23)).pendingDeployments()).isEqualTo(1);
    assertThat(overall(story.toldAt(23)).isFinal()).isFalse();
    assertThat(story.toldAt(23).nextCloseUnixNano()).isEqualTo(Story.at(24));
    assertThat(verdict(story.toldAt(24), "d1").state()).isEqualTo(Verdict.State.SUCCEEDED);
    assertThat(overall(story.toldAt(24)).isFinal()).isTrue();
  }

  @Test
  void openIncidentsAreToldApart() {
    story.deployed("d1", 0, "1").deployed("d2", 10, "2").detected("i1", 1);
    Figure figure = overall(story.told());
    assertThat(figure.incidentsOpen()).isEqualTo(1);
    assertThat(figure.incidentsResolved()).isZero();
    assertThat(figure.timeToRestoreMedianS()).isNull();
    assertThat(figure.failedDeployments()).isEqualTo(1);
  }

  @Test
  void restoreIsFromDetectionFromImpactAndFromTheDeployment() {
    story.deployed("d1", 0, "1").deployed("d2", 5, "2").deployed("d3", 8, "3");
    story.event(
        "i",
        3,
        null,
        new IncidentReported("i1", Phase.DETECTED, Story.at(1), null, null, "d1", null, List.of()));
    story.event(
        "r",
        6,
        null,
        new IncidentReported("i1", Phase.RESOLVED, 0, null, null, null, "d2", List.of()));
    Figure figure = overall(story.told());
    assertThat(figure.timeToRestoreMedianS()).isEqualTo(3 * 3600);
    assertThat(figure.impactToRestoreMedianS()).isEqualTo(5 * 3600);
    assertThat(figure.failedDeploymentRecoveryMedianS()).isEqualTo(5 * 3600);
    assertThat(figure.reworkRate()).isEqualTo(1.0 / 3);
  }

  @Test
  void incidentThatIsOnlyKnownToBeOverWasNoticedThen() {
    story.deployed("d1", 0, "1").resolved("i1", 1).deployed("d2", 2, "2");
    assertThat(story.told().incidents())
        .extracting(Incident::detectedUnixNano)
        .containsExactly(Story.at(1));
  }

  @Test
  void revertsCountWhereAskedFor() {
    story.merged("c1", 0, "Faster till", List.of()).deployed("d1", 1, "1", "c1");
    story.merged("c2", 2, "Revert \"Faster till\"", List.of()).deployed("d2", 3, "2", "c2");
    assertThat(failed(story.told())).isEmpty();
    assertThat(overall(story.told()).reworkRate()).isEqualTo(0.5);
    DeliveryCalculation told = story.told(counting(FailureRule.REVERT));
    assertThat(failed(told)).containsExactly("d1");
    assertThat(verdict(told, "d1").evidence()).isEqualTo("c2");
    assertThat(overall(told).definition()).isEqualTo("standard,failures=revert");
  }

  @Test
  void hotfixesBlameTheDeploymentBeforeWhereAskedFor() {
    story.merged("c1", 0).deployed("d1", 1, "1", "c1");
    story.merged("c2", 2, "Till opens", List.of("Hotfix")).deployed("d2", 3, "2", "c2");
    assertThat(failed(story.told())).isEmpty();
    assertThat(failed(story.told(counting(FailureRule.HOTFIX)))).containsExactly("d1");
  }

  @Test
  void incidentsDoNotCountWhereNotAskedFor() {
    story.deployed("d1", 0, "1").detected("i1", 1);
    DeliveryCalculation told = story.told(counting(FailureRule.ROLLBACK));
    assertThat(failed(told)).isEmpty();
    assertThat(told.incidents()).extracting(Incident::deploymentId).containsExactly("d1");
  }

  @Test
  void quietPeriodsAreToldToo() {
    story.deployed("d1", 0, "1").deployed("d2", 24 * 65, "2");
    List<Figure> months = story.told().figures(Set.of(PeriodKind.MONTH), Breakdown.TOTAL);
    assertThat(months).extracting(Figure::deployments).containsExactly(1L, 0L, 1L);
    assertThat(months.get(1).changeFailureRate()).isNull();
    assertThat(months.get(1).deploymentsPerDay()).isZero();
    List<Figure> windows = story.told().figures(Set.of(PeriodKind.DAYS_28), Breakdown.TOTAL);
    assertThat(windows).extracting(Figure::deployments).containsExactly(1L, 0L, 1L);
    assertThat(windows)
        .allMatch(window -> window.startUnixNano() % (28L * 86_400 * 1_000_000_000L) == 0);
  }

  @Test
  void overallReachesToTheSecondOfTheLastDeployment() {
    story.deployed("d1", 0, "1");
    assertThat(overall(story.told()).deploymentsPerDay()).isEqualTo(86_400);
  }

  @Test
  void withoutDeploymentsThereAreNoFigures() {
    story.merged("c1", 0).detected("i1", 1);
    assertThat(story.told().figures(Set.of(PeriodKind.values()), Breakdown.REGION)).isEmpty();
  }
}
