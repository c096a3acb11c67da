package io.watchlake.rules.model;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalPattern;
import java.util.List;

/**
 * What a service level is measured by: events, some of which count against the error budget.
 *
 * @param of the signals that count the events that {@code good} speaks of
 * @param to the signals that count all events
 * @param good whether {@code of} counts what is good; else it counts what is bad
 * @param weight how many events a signal stands for
 */
public record Indicator(SignalPattern of, SignalPattern to, boolean good, Weight weight) {

  /** Where a signal of a histogram says how many observations there were. */
  private static final String OBSERVATIONS = "count";

  /** How many events a signal stands for; the code is what is shown. */
  public enum Weight {
    /** As many as its value: the increase of a counter. */
    VALUES("increase"),
    /** As many as there were observations of a histogram. */
    OBSERVATIONS("observations"),
    /** One, where it has a value: a minute of a series is good or bad. */
    MINUTES("minutes");

    private final String code;

    Weight(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** Every pattern of signals that is looked at. */
  public List<SignalPattern> patterns() {
    return List.of(of, to);
  }

  /** How many events a signal stands for; NaN where it says nothing. */
  public double weight(Signal signal) {
    return switch (weight) {
      case VALUES -> signal.value();
      case MINUTES -> Double.isNaN(signal.value()) ? Double.NaN : 1;
      case OBSERVATIONS -> observations(signal);
    };
  }

  private static double observations(Signal signal) {
    String count = signal.evidence().get(OBSERVATIONS);
    return count == null ? Double.NaN : Long.parseUnsignedLong(count);
  }

  /**
   * How many events were bad.
   *
   * @param counted the sum over {@link #of}
   * @param all the sum over {@link #to}
   */
  public double bad(double counted, double all) {
    return good ? all - counted : counted;
  }
}
