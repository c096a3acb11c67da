package io.watchlake.jobs.delivery.calc;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.delivery.ServiceMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever happens and in whatever order it is told, what follows is the same to the last digit.
 */
class OrderIndependenceTest {

  private static final Terms ALL =
      new Terms(
          Story.counting(FailureRule.values()),
          new ServiceMap(
              List.of(
                  new ServiceMap.Service(
                      Story.SERVICE,
                      List.of(),
                      List.of(Glob.of("r0")),
                      List.of(Glob.of("shop/*")),
                      List.of(),
                      List.of()))));

  @Property(tries = 300)
  void anyPermutationTellsTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    List<DeliveryEvent> events = story(random).events();
    List<DeliveryEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    DeliveryCalculation one = DeliveryCalculation.of("shop", events, ALL, Story.at(500));
    DeliveryCalculation other = DeliveryCalculation.of("shop", shuffled, ALL, Story.at(500));
    assertThat(other.figures(EnumSet.allOf(PeriodKind.class), Breakdown.REGION))
        .isEqualTo(one.figures(EnumSet.allOf(PeriodKind.class), Breakdown.REGION));
    assertThat(other.verdicts()).isEqualTo(one.verdicts());
    assertThat(other.incidents()).isEqualTo(one.incidents());
    assertThat(other.deployments()).isEqualTo(one.deployments());
    assertThat(other.changes()).isEqualTo(one.changes());
  }

  /** Few ids and few points in time, so that much is told twice and at once. */
  private static Story story(Random random) {
    Story story = new Story();
    int length = 1 + random.nextInt(40);
    for (int i = 0; i < length; i++) {
      double hours = random.nextInt(60) * 12;
      String change = "c" + random.nextInt(8);
      String deployment = "d" + random.nextInt(8);
      String incident = "i" + random.nextInt(4);
      String version = "pkg:generic/shop@" + random.nextInt(4);
      String id = "e" + i;
      switch (random.nextInt(5)) {
        case 0 -> {
          String title = random.nextBoolean() ? "Title " + change : "Revert \"Title c1\"";
          story.event(
              id,
              hours,
              null,
              new ChangeMerged(
                  change,
                  "r" + random.nextInt(2),
                  title,
                  random.nextInt(4) == 0 ? List.of("hotfix") : List.of(),
                  "",
                  List.of("k" + random.nextInt(4)),
                  0,
                  0,
                  0,
                  false,
                  random.nextBoolean()
                      ? List.of()
                      : List.of("shop/a", "till/b").subList(random.nextInt(2), 2)));
        }
        case 1 ->
            story.event(
                id,
                hours,
                "chain-" + random.nextInt(3),
                new Deployed(
                    deployment,
                    random.nextInt(3) == 0 ? "staging" : "production",
                    random.nextBoolean() ? "eu" : "us",
                    random.nextBoolean() ? version : null,
                    random.nextBoolean() ? change : null,
                    random.nextBoolean() ? List.of(change, "k1") : List.of(),
                    random.nextInt(6) == 0));
        case 2 ->
            story.event(
                id,
                hours,
                random.nextBoolean() ? "chain-" + random.nextInt(3) : null,
                new IncidentReported(
                    incident,
                    Phase.DETECTED,
                    random.nextBoolean() ? Story.at(hours - 1) : 0,
                    random.nextBoolean() ? "production" : null,
                    random.nextBoolean() ? version : null,
                    random.nextInt(3) == 0 ? deployment : null,
                    null,
                    List.of()));
        case 3 ->
            story.event(
                id,
                hours,
                null,
                new IncidentReported(
                    incident,
                    Phase.RESOLVED,
                    0,
                    null,
                    null,
                    null,
                    random.nextBoolean() ? deployment : null,
                    List.of()));
        default -> story.event(id, hours, null, new ArtifactPackaged(version, List.of(change)));
      }
    }
    return story;
  }
}
