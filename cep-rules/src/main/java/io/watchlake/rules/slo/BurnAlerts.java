package io.watchlake.rules.slo;

import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.slo.BurnAlert.Tier;
import java.time.Duration;
import java.util.List;

/**
 * When a budget burns too fast, where an objective does not say itself: the windows of the Site
 * Reliability Workbook, which Sloth has too. What is fixed is which part of the budget is spent in
 * the long window; over 30 days that is 14.4 and 6 times too fast for a page, 3 times and once for
 * a ticket.
 */
public final class BurnAlerts {

  private record Part(Tier tier, double ofBudget, Duration longWindow, Duration shortWindow) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(Tier.PAGE, 0.02, Duration.ofHours(1), Duration.ofMinutes(5)),
          new Part(Tier.PAGE, 0.05, Duration.ofHours(6), Duration.ofMinutes(30)),
          new Part(Tier.TICKET, 0.10, Duration.ofDays(1), Duration.ofHours(2)),
          new Part(Tier.TICKET, 0.10, Duration.ofDays(3), Duration.ofHours(6)));

  private BurnAlerts() {}

  /**
   * The windows of a tier, scaled to an objective's window.
   *
   * @param tier page or ticket; there are none of others
   */
  public static List<BurnWindow> windows(Tier tier, Duration window) {
    return PARTS.stream()
        .filter(part -> part.tier() == tier)
        .map(
            part ->
                new BurnWindow(
                    part.longWindow(),
                    part.shortWindow(),
                    ErrorBudget.factor(part.ofBudget(), window, part.longWindow())))
        .toList();
  }
}
