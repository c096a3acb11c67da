package io.watchlake.rules.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.rules.model.Indicator;
import io.watchlake.rules.slo.BudgetReport.Deployed;
import io.watchlake.rules.slo.BudgetReport.Rate;
import io.watchlake.rules.slo.BudgetReport.Share;
import io.watchlake.rules.slo.BurnAlert.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How budgets stand: known figures, and what holds of all. */
final class BudgetReportTest {

  private static final Duration WINDOW = Duration.ofDays(30);
  private static final long NOW = 1_767_225_600_000L;
  private static final long BEGIN = NOW - WINDOW.toMillis();
  private static final SignalPattern ANY =
      new SignalPattern(SignalKind.METRIC, "x", List.of(), null);

  private static final Slo SLO =
      new Slo(
          "shop",
          "it",
          "",
          99.9,
          WINDOW,
          new Indicator(ANY, ANY, false, Indicator.Weight.VALUES),
          List.of(),
          Map.of(),
          List.of(
              new BurnAlert(
                  "page",
                  Tier.PAGE,
                  Tier.PAGE.severity(),
                  BurnAlerts.windows(Tier.PAGE, WINDOW),
                  Duration.ZERO,
                  Map.of(),
                  Map.of())));

  private static EventMinute minute(long minutesAgo, double bad, double all) {
    return new EventMinute(NOW - Duration.ofMinutes(minutesAgo).toMillis(), bad, all);
  }

  @Test
  void whatIsLeftAndHowFastItBurns() {
    BudgetReport report =
        BudgetReport.of(
            SLO,
            List.of(
                minute(0, 1, 100), minute(5, 4, 100), minute(59, 0, 800), minute(9000, 0, 9000)),
            List.of(),
            NOW);
    assertThat(report.bad()).isEqualTo(5);
    assertThat(report.all()).isEqualTo(10_000);
    assertThat(report.spent()).isEqualTo(0.5);
    assertThat(report.left()).isEqualTo(0.5);
    assertThat(report.rates())
        .as("a minute that ends five minutes ago is not of the last five minutes")
        .containsExactly(
            new Rate(Duration.ofMinutes(5), 1, 100, 10),
            new Rate(Duration.ofMinutes(30), 5, 200, 25),
            new Rate(Duration.ofHours(1), 5, 1000, 5),
            new Rate(Duration.ofHours(6), 5, 1000, 5));
  }

  @Test
  void whatIsOutsideOfTheWindowDoesNotCount() {
    BudgetReport report =
        BudgetReport.of(
            SLO,
            List.of(minute(WINDOW.toMinutes(), 7, 7), minute(-1, 7, 7), minute(0, 0, 1)),
            List.of(),
            NOW);
    assertThat(report.all()).isEqualTo(1);
    assertThat(report.left()).isEqualTo(1);
  }

  @Test
  void withoutEventsNothingIsSaid() {
    BudgetReport report = BudgetReport.of(SLO, List.of(), List.of(), NOW);
    assertThat(report.left()).isNaN();
    assertThat(report.rates()).extracting(Rate::burnRate).containsOnly(Double.NaN);
  }

  @Test
  void aDeploymentIsFollowedByTheNextOfItsEnvironment() {
    Deployed first = new Deployed("1", "production", BEGIN - 1);
    Deployed second = new Deployed("2", "production", NOW - Duration.ofHours(2).toMillis());
    Deployed other = new Deployed("3", "staging", NOW - Duration.ofHours(3).toMillis());
    BudgetReport report =
        BudgetReport.of(
            SLO,
            List.of(minute(60, 6, 500), minute(150, 4, 500)),
            List.of(second, other, first),
            NOW);
    assertThat(report.shares())
        .containsExactly(
            new Share(first, second.atMillis(), 4, 500, 4),
            new Share(other, NOW, 10, 1000, 10),
            new Share(second, NOW, 6, 500, 6));
  }

  @Test
  void whatWasSpentUnderEachDeploymentIsAllThatWasSpentSinceTheFirst() {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      List<EventMinute> minutes = new ArrayList<>();
      for (int minute = 0; minute < 300; minute++) {
        int all = random.nextInt(100);
        minutes.add(minute(random.nextInt(60_000), random.nextInt(all + 1), all));
      }
      List<Deployed> deployments = new ArrayList<>();
      deployments.add(new Deployed("before", "production", BEGIN));
      random
          .longs(random.nextInt(10), BEGIN, NOW)
          .distinct()
          .forEach(time -> deployments.add(new Deployed("at " + time, "production", time)));
      BudgetReport report = BudgetReport.of(SLO, minutes, deployments, NOW);
      assertThat(report.shares().stream().mapToDouble(Share::spent).sum())
          .isCloseTo(report.spent(), within(1e-6));

      Collections.shuffle(minutes, random);
      Collections.shuffle(deployments, random);
      assertThat(BudgetReport.of(SLO, minutes, deployments, NOW))
          .as("the order of what comes in does not matter")
          .isEqualTo(report);
    }
  }
}
