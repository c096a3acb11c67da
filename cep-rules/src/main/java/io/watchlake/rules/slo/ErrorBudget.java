package io.watchlake.rules.slo;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The arithmetic of error budgets, as in "Alerting on SLOs" of Google's Site Reliability Workbook
 * (chapter 5). Everything that speaks of a budget, alerts and tables alike, computes with these.
 */
public final class ErrorBudget {

  private ErrorBudget() {}

  /**
   * The share of events that may be bad: of 99.9 it is 0.001, to the last digit.
   *
   * @param objectivePercent more than 0 and less than 100
   */
  public static double share(double objectivePercent) {
    if (!(objectivePercent > 0 && objectivePercent < 100)) {
      throw new IllegalArgumentException(objectivePercent + " is not between 0 and 100");
    }
    return BigDecimal.valueOf(100)
        .subtract(BigDecimal.valueOf(objectivePercent))
        .movePointLeft(2)
        .doubleValue();
  }

  /**
   * How many times as fast a budget burns as it lasts for the objective's window: 1 leaves nothing
   * at the window's end and nothing before.
   *
   * @param bad how many events were bad
   * @param all how many there were
   * @param share of events that may be bad
   * @return NaN where there were no events
   */
  public static double burnRate(double bad, double all, double share) {
    return all > 0 ? bad / all / share : Double.NaN;
  }

  /**
   * The burn rate that spends a part of the budget in a time.
   *
   * @param part of the budget: 0.02 is a fiftieth
   * @param window of the objective
   * @param time in which it is spent
   */
  public static double factor(double part, Duration window, Duration time) {
    return part * window.toMillis() / time.toMillis();
  }

  /** How many bad events a budget is, with so many events. */
  public static double allowed(double all, double share) {
    return all * share;
  }

  /**
   * Which part of the budget that so many events make is spent: 1 is all of it.
   *
   * @param bad how many events were bad
   * @param all how many there were in the objective's window
   * @return NaN where there were no events
   */
  public static double spent(double bad, double all, double share) {
    return all > 0 ? bad / allowed(all, share) : Double.NaN;
  }

  /** Which part of the budget is left: less than 0 where more than all is spent. */
  public static double left(double bad, double all, double share) {
    return 1 - spent(bad, all, share);
  }
}
