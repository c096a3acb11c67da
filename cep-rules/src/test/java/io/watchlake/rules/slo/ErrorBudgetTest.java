package io.watchlake.rules.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.slo.BurnAlert.Tier;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic of error budgets: known figures, and what holds of all. */
final class ErrorBudgetTest {

  private static final int TRIES = 1000;

  @ParameterizedTest
  @CsvSource({"99.9, 0.001", "99.99, 0.0001", "99, 0.01", "99.5, 0.005", "90, 0.1", "0.1, 0.999"})
  void theShareThatMayBeBadIsExact(double objective, double share) {
    assertThat(ErrorBudget.share(objective)).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 100, -1, 101, Double.NaN})
  void whatIsNoObjectiveIsRefused(double objective) {
    assertThatThrownBy(() -> ErrorBudget.share(objective))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The table of the Site Reliability Workbook. */
  @Test
  void thirtyDaysHaveTheFactorsOfTheWorkbook() {
    assertThat(BurnAlerts.windows(Tier.PAGE, Duration.ofDays(30)))
        .containsExactly(
            new BurnWindow(Duration.ofHours(1), Duration.ofMinutes(5), 14.4),
            new BurnWindow(Duration.ofHours(6), Duration.ofMinutes(30), 6));
    assertThat(BurnAlerts.windows(Tier.TICKET, Duration.ofDays(30)))
        .containsExactly(
            new BurnWindow(Duration.ofDays(1), Duration.ofHours(2), 3),
            new BurnWindow(Duration.ofDays(3), Duration.ofHours(6), 1));
  }

  /** As Sloth scales them. */
  @Test
  void fourWeeksHaveLowerFactors() {
    assertThat(BurnAlerts.windows(Tier.PAGE, Duration.ofDays(28)))
        .extracting(BurnWindow::factor)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(13.44, 5.6);
  }

  @Test
  void burningAtAFactorSpendsItsPartOfTheBudget() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < TRIES; i++) {
      double share = ErrorBudget.share(random.nextDouble(1, 99.999));
      Duration window = Duration.ofMinutes(random.nextLong(1_000, 200_000));
      Duration time = Duration.ofMinutes(random.nextLong(1, window.toMinutes()));
      double part = random.nextDouble(0.001, 1);
      double aMinute = random.nextDouble(1, 1e6);
      double inTime = aMinute * time.toMinutes();
      double bad = ErrorBudget.factor(part, window, time) * share * inTime;
      assertThat(ErrorBudget.spent(bad, aMinute * window.toMinutes(), share))
          .isCloseTo(part, within(1e-9));
      assertThat(ErrorBudget.burnRate(bad, inTime, share))
          .isCloseTo(ErrorBudget.factor(part, window, time), within(1e-6));
    }
  }

  @Test
  void whatIsSpentAndWhatIsLeftAreAll() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < TRIES; i++) {
      double share = ErrorBudget.share(random.nextDouble(1, 99.999));
      double all = random.nextLong(1, 1_000_000_000);
      double bad = random.nextLong(0, (long) all + 1);
      double spent = ErrorBudget.spent(bad, all, share);
      assertThat(spent + ErrorBudget.left(bad, all, share)).isCloseTo(1, within(1e-9));
      assertThat(spent > 1).isEqualTo(bad > ErrorBudget.allowed(all, share));
      assertThat(ErrorBudget.burnRate(bad, all, share))
          .as("over its whole window a budget burns as fast as it is spent")
          .isCloseTo(spent, within(spent * 1e-12));
    }
  }

  @Test
  void moreBadEventsNeverLeaveMore() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < TRIES; i++) {
      double share = ErrorBudget.share(random.nextDouble(1, 99.999));
      double all = random.nextLong(2, 1_000_000);
      double bad = random.nextLong(0, (long) all);
      assertThat(ErrorBudget.left(bad + 1, all, share))
          .isLessThan(ErrorBudget.left(bad, all, share));
    }
  }

  @Test
  void withoutEventsNothingIsSaid() {
    assertThat(ErrorBudget.burnRate(0, 0, 0.01)).isNaN();
    assertThat(ErrorBudget.spent(0, 0, 0.01)).isNaN();
    assertThat(ErrorBudget.left(0, 0, 0.01)).isNaN();
  }
}
