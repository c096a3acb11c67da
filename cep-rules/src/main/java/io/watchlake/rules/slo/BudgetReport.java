package io.watchlake.rules.slo;

import io.watchlake.rules.model.BurnWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How an objective's budget stands at a moment.
 *
 * @param atMillis the moment; what ends later does not count
 * @param bad events in the objective's window
 * @param all events in the objective's window
 * @param spent which part of the budget is spent; NaN without events
 * @param left which part is left, less than 0 where more than all is spent; NaN without events
 * @param rates how fast it burns over each window of the objective's alerts, shortest first
 * @param shares what was spent under each deployment, in the order of time
 */
public record BudgetReport(
    long atMillis,
    double bad,
    double all,
    double spent,
    double left,
    List<Rate> rates,
    List<Share> shares) {

  public BudgetReport {
    rates = List.copyOf(rates);
    shares = List.copyOf(shares);
  }

  /**
   * How fast a budget burns.
   *
   * @param window back from the moment
   * @param burnRate NaN without events
   */
  public record Rate(Duration window, double bad, double all, double burnRate) {}

  /**
   * That something was deployed.
   *
   * @param id names the deployment
   * @param environment where to
   * @param atMillis when
   */
  public record Deployed(String id, String environment, long atMillis) {}

  /**
   * What of the budget was spent from a deployment to the next one of its environment, or to now.
   * It says when, and not that the deployment is to blame.
   *
   * @param spent the part of the whole window's budget; NaN without events
   */
  public record Share(Deployed deployed, long untilMillis, double bad, double all, double spent) {}

  /** Sums over minutes. */
  private record Events(double bad, double all) {}

  /**
   * Works it out.
   *
   * @param minutes in any order; those outside of the objective's window are left out
   * @param deployments in any order; the newest before the window begins counts from its beginning
   */
  public static BudgetReport of(
      Slo slo, List<EventMinute> minutes, List<Deployed> deployments, long atMillis) {
    double share = slo.budget();
    long begin = atMillis - slo.window().toMillis();
    Events whole = between(minutes, begin, atMillis);
    List<Rate> rates = new ArrayList<>();
    for (Duration window : windows(slo)) {
      Events events = between(minutes, atMillis - window.toMillis(), atMillis);
      rates.add(
          new Rate(
              window,
              events.bad(),
              events.all(),
              ErrorBudget.burnRate(events.bad(), events.all(), share)));
    }
    List<Share> shares = new ArrayList<>();
    for (Deployed deployed : deployments) {
      long until = next(deployed, deployments, atMillis);
      if (deployed.atMillis() < atMillis && until > begin) {
        Events events = between(minutes, Math.max(begin, deployed.atMillis()), until);
        shares.add(
            new Share(
                deployed,
                until,
                events.bad(),
                events.all(),
                ErrorBudget.spent(events.bad(), whole.all(), share)));
      }
    }
    shares.sort(
        Comparator.<Share>comparingLong(one -> one.deployed().atMillis())
            .thenComparing(one -> one.deployed().id()));
    return new BudgetReport(
        atMillis,
        whole.bad(),
        whole.all(),
        ErrorBudget.spent(whole.bad(), whole.all(), share),
        ErrorBudget.left(whole.bad(), whole.all(), share),
        rates,
        shares);
  }

  private static List<Duration> windows(Slo slo) {
    return slo.alerts().stream()
        .flatMap(alert -> alert.windows().stream())
        .flatMap((BurnWindow window) -> Stream.of(window.shortWindow(), window.longWindow()))
        .distinct()
        .sorted()
        .toList();
  }

  /** When the next deployment to the same environment is; now where there is none. */
  private static long next(Deployed of, List<Deployed> all, long atMillis) {
    return all.stream()
        .filter(other -> other.environment().equals(of.environment()))
        .mapToLong(Deployed::atMillis)
        .filter(millis -> millis > of.atMillis())
        .min()
        .orElse(atMillis);
  }

  /** The events of the minutes that end later than one moment and no later than another. */
  private static Events between(List<EventMinute> minutes, long after, long until) {
    double bad = 0;
    double all = 0;
    for (EventMinute minute : minutes) {
      if (minute.endMillis() > after && minute.endMillis() <= until) {
        bad += minute.bad();
        all += minute.all();
      }
    }
    return new Events(bad, all);
  }
}
