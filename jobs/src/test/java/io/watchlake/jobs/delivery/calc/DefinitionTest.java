package io.watchlake.jobs.delivery.calc;

import static io.watchlake.jobs.delivery.calc.Story.failed;
import static io.watchlake.jobs.delivery.calc.Story.overall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.ServiceMap;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can be meant by the figures other than what the standard definition means. */
class DefinitionTest {

  private static final Definition STANDARD = Definition.STANDARD;

  private final Story story = new Story();

  private static Definition named(
      String name, Set<Ground> attribution, LeadTimeStart leadTime, RestoreStart restore) {
    return new Definition(
        name,
        STANDARD.failures(),
        attribution,
        STANDARD.timeWindow(),
        STANDARD.artifactWindow(),
        STANDARD.rollbacksCount(),
        leadTime,
        restore,
        STANDARD.production());
  }

  private static Definition leadTimeFrom(LeadTimeStart start) {
    return named("", STANDARD.attribution(), start, STANDARD.restoreFrom());
  }

  private static Definition restoreFrom(RestoreStart start) {
    return named("", STANDARD.attribution(), STANDARD.leadTimeFrom(), start);
  }

  private static Definition blamedBy(Set<Ground> grounds) {
    return named("", grounds, STANDARD.leadTimeFrom(), STANDARD.restoreFrom());
  }

  @Test
  void leadTimeBeginsWhereItSaysElseAtTheNextThatIsTold() {
    story.event("m1", 10, null, change("c1", Story.at(2), Story.at(6)));
    story.event("m2", 10, null, change("c2", 0, Story.at(6)));
    story.event("m3", 10, null, change("c3", 0, 0));
    story.deployed("d1", 12, "1", "c1", "c2", "c3");
    assertThat(overall(story.told()).leadTimeMedianS()).as("2 h each").isEqualTo(2 * 3600.0);
    assertThat(overall(story.told(leadTimeFrom(LeadTimeStart.OPENED))).leadTimeMedianS())
        .as("6 h, 6 h, 2 h")
        .isEqualTo(6 * 3600.0);
    Figure figure = overall(story.told(leadTimeFrom(LeadTimeStart.FIRST_COMMIT)));
    assertThat(figure.leadTimeMedianS()).as("10 h, 6 h, 2 h").isEqualTo(6 * 3600.0);
    assertThat(figure.leadTimeP75S()).as("between 10 h and 6 h").isEqualTo(8 * 3600.0);
    assertThat(figure.definition()).isEqualTo("standard,lead-time-from=first_commit");
  }

  private static ChangeMerged change(String id, long firstCommit, long opened) {
    return new ChangeMerged(
        id, Story.SERVICE, "", List.of(), "", List.of(), firstCommit, opened, 0, true);
  }

  @Test
  void timeToRestoreBeginsWhereItSays() {
    story.deployed("d1", 0, "1").deployed("d2", 20, "2");
    story.event("i1", 4, null, incident("i1", Phase.DETECTED, Story.at(2), "d1"));
    story.event("r1", 6, null, incident("i1", Phase.RESOLVED, 0, null));
    story.event("i2", 10, null, incident("i2", Phase.DETECTED, 0, "nobody-knows"));
    story.event("r2", 18, null, incident("i2", Phase.RESOLVED, 0, null));
    assertThat(overall(story.told()).timeToRestoreMedianS()).as("2 h, 8 h").isEqualTo(5 * 3600.0);
    assertThat(overall(story.told(restoreFrom(RestoreStart.IMPACT))).timeToRestoreMedianS())
        .as("4 h, 8 h")
        .isEqualTo(6 * 3600.0);
    assertThat(overall(story.told(restoreFrom(RestoreStart.DEPLOYMENT))).timeToRestoreMedianS())
        .as("6 h, and none of what nothing is blamed for")
        .isEqualTo(6 * 3600.0);
  }

  private static IncidentReported incident(String id, Phase phase, long impact, String deployment) {
    return new IncidentReported(id, phase, impact, null, null, deployment, null, List.of());
  }

  @Test
  void incidentsAreBlamedOnTheGroundsThatItAllowsAlone() {
    story.deployed("d1", 0, "1").detected("i1", 1);
    story.deployed("d2", 30, "2").detected("i2", 31, null, "d2");
    assertThat(failed(story.told())).containsExactly("d1", "d2");
    DeliveryCalculation told = story.told(blamedBy(EnumSet.of(Ground.LINK, Ground.ARTIFACT)));
    assertThat(failed(told)).containsExactly("d2");
    assertThat(overall(told).incidentsUnattributed()).isEqualTo(1);
    assertThat(failed(story.told(blamedBy(EnumSet.of(Ground.TIME)))))
        .as("i2 names its deployment: blaming it by time would be another ground")
        .containsExactly("d1");
  }

  @Test
  void aNameIsWhatFiguresAreToldUnderAndTheDigestWhatItMeans() {
    story.deployed("d1", 0, "1");
    Definition ours =
        named("ours", STANDARD.attribution(), LeadTimeStart.OPENED, RestoreStart.IMPACT);
    Definition theirs =
        named("theirs", STANDARD.attribution(), LeadTimeStart.OPENED, RestoreStart.IMPACT);
    assertThat(overall(story.told(ours)).definition()).isEqualTo("ours");
    assertThat(digest(ours)).isEqualTo(digest(theirs)).hasSize(16);
    assertThat(digest(ours)).isNotEqualTo(digest(STANDARD));
    assertThat(overall(story.told(ours.withTimeWindow(Duration.ofHours(1)))).definition())
        .as("changed, it is not that definition any more")
        .isEqualTo("standard,window=PT1H,lead-time-from=opened,restore-from=impact");
  }

  private String digest(Definition definition) {
    return overall(story.told(definition)).basis().definitionDigest();
  }

  @Test
  void theDigestIsOfWhatTheMapSaysOfTheServiceToo() {
    story.deployed("d1", 0, "1");
    assertThat(digestWith("shop", "shop/**")).isNotEqualTo(digest(STANDARD));
    assertThat(digestWith("shop", "shop/**")).isNotEqualTo(digestWith("shop", "shop/*"));
    assertThat(digestWith("till", "till/**")).isEqualTo(digest(STANDARD));
  }

  private String digestWith(String service, String path) {
    ServiceMap map =
        new ServiceMap(
            List.of(
                new ServiceMap.Service(
                    service,
                    List.of(),
                    List.of(Glob.of("mono")),
                    List.of(Glob.of(path)),
                    List.of(),
                    List.of())));
    return overall(story.told(new Terms(STANDARD, map))).basis().definitionDigest();
  }

  @Test
  void theSnapshotIsHowFarTheInputWasReadForTheFigure() {
    story.merged("c1", 0).merged("c2", 1).deployed("d1", 2, "1", "c1").merged("c3", 3);
    assertThat(overall(story.told()).basis().snapshot())
        .as("the deployment at 2; changes that it did not bring are no part of it")
        .isEqualTo("delivery_events:0=2");
  }

  @Test
  void namesThatMeanSomethingElseAreRefused() {
    for (String name : List.of("standard", "a,b", "x y")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  named(
                      name,
                      STANDARD.attribution(),
                      STANDARD.leadTimeFrom(),
                      STANDARD.restoreFrom()))
          .withMessageContaining("'" + name + "'");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> blamedBy(Set.of()));
  }
}
