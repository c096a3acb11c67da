package io.watchlake.rules.model;

import io.watchlake.model.signal.Operator;
import io.watchlake.model.signal.SignalPattern;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must be so for a rule to raise an alert. */
public sealed interface Condition {

  /** Every pattern of signals that the condition looks at. */
  List<SignalPattern> patterns();

  /**
   * A value is beyond a threshold.
   *
   * @param recovery once true, it is so until a value is on the good side of this; null for the
   *     threshold itself
   */
  record Threshold(
      SignalPattern signal, Operator operator, double threshold, @Nullable Double recovery)
      implements Condition {

    @Override
    public List<SignalPattern> patterns() {
      return List.of(signal);
    }
  }

  /**
   * A value differs from what it has been.
   *
   * @param direction which way is bad
   * @param share by how much, as a share of the baseline: 0.5 is by half
   * @param window the baseline is the mean of the values of this time before the value
   * @param minimum with fewer values than this there is no baseline, and nothing is said
   */
  record Change(
      SignalPattern signal, Direction direction, double share, Duration window, int minimum)
      implements Condition {

    @Override
    public List<SignalPattern> patterns() {
      return List.of(signal);
    }
  }

  /**
   * Of two sums over a sliding window, the one is too large a share of the other.
   *
   * @param of what is above the line
   * @param to what is below it
   * @param values whether values are summed; else signals are counted
   * @param window how far back is summed
   * @param recovery as for a threshold
   * @param minimum while the sum below the line is smaller, nothing is said
   */
  record Ratio(
      SignalPattern of,
      SignalPattern to,
      boolean values,
      Duration window,
      Operator operator,
      double threshold,
      @Nullable Double recovery,
      double minimum)
      implements Condition {

    @Override
    public List<SignalPattern> patterns() {
      return List.of(of, to);
    }
  }

  /**
   * An error budget burns too fast over both windows of any of some pairs.
   *
   * @param indicator which events there are, and which of them are bad
   * @param budget the share of events that may be bad, more than 0 and less than 1
   * @param windows the pairs, at least one
   */
  record BurnRate(Indicator indicator, double budget, List<BurnWindow> windows)
      implements Condition {

    public BurnRate {
      windows = List.copyOf(windows);
      if (windows.isEmpty() || !(budget > 0 && budget < 1)) {
        throw new IllegalArgumentException("no burn rate: " + budget + ' ' + windows);
      }
    }

    /** How far back is looked. */
    public Duration longest() {
      return windows.stream()
          .map(BurnWindow::longWindow)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }

    @Override
    public List<SignalPattern> patterns() {
      return indicator.patterns();
    }
  }

  /**
   * A signal does not come: it is so as long as none has come for the rule's duration.
   *
   * @param expected what is to come even if it never has: values of the rule's key
   */
  record Absence(SignalPattern signal, List<Map<String, String>> expected) implements Condition {

    public Absence {
      expected = expected.stream().map(Map::copyOf).toList();
    }

    @Override
    public List<SignalPattern> patterns() {
      return List.of(signal);
    }
  }

  /**
   * Signals come too often (or, after the first, too seldom) in a sliding window.
   *
   * @param distinct the label whose different values are counted; null to count signals
   */
  record Count(
      SignalPattern signal,
      Duration window,
      Operator operator,
      double threshold,
      @Nullable String distinct)
      implements Condition {

    @Override
    public List<SignalPattern> patterns() {
      return List.of(signal);
    }
  }

  /**
   * Signals come one after the other.
   *
   * @param within from the first signal to the last
   * @param skip what becomes of other matches when one is complete
   */
  record Sequence(List<Step> steps, Duration within, Skip skip) implements Condition {

    public Sequence {
      steps = List.copyOf(steps);
    }

    @Override
    public List<SignalPattern> patterns() {
      return steps.stream().flatMap(step -> step.patterns().stream()).toList();
    }
  }

  /** Which way a change is bad; the code is what is written. */
  enum Direction {
    DECREASE("decrease"),
    INCREASE("increase"),
    EITHER("either");

    private final String code;

    Direction(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** What becomes of other matches when one is complete; the code is what is written. */
  enum Skip {
    /** Those that hold one of its signals are given up: each signal raises one alert at most. */
    PAST_LAST("past_last"),
    /** Those that began with the same signal are given up. */
    TO_NEXT("to_next"),
    /** They go on. */
    NONE("none");

    private final String code;

    Skip(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
