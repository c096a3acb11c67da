package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.compute.signal.Subscriptions;
import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import java.util.List;

/** What a test asks for; for operators in harnesses, which are used where they are made. */
public final class AskedInTest implements AskedFor {

  private static final long serialVersionUID = 1L;

  /** A harness copies what it is given, so there is one for all copies. */
  private static volatile Subscriptions now = none();

  public AskedInTest() {
    endAll();
  }

  void ask(String series) throws FormulaException {
    ask(new SeriesSubscription("test", FormulaParser.selector(series), Resolution.TEN_SECONDS, ""));
  }

  /** Asks for these, and for nothing else any more. */
  public void ask(Subscription... all) {
    now = new Subscriptions(List.of(all), CustomMetrics.NONE);
  }

  void endAll() {
    now = none();
  }

  private static Subscriptions none() {
    return new Subscriptions(List.of(), CustomMetrics.NONE);
  }

  @Override
  public Asking open() {
    return new Asking() {
      @Override
      public Subscriptions now() {
        return now;
      }

      @Override
      public void close() {}
    };
  }
}
