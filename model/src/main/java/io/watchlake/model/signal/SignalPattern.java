package io.watchlake.model.signal;

import io.watchlake.model.formula.LabelMatcher;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which signals are meant.
 *
 * @param kind what they speak of
 * @param name their name; null for any
 * @param matchers on labels, all must fit; {@code service} is the signal's service where it has no
 *     such label
 * @param value what their value must be; null for any, and for none
 */
public record SignalPattern(
    SignalKind kind,
    @Nullable String name,
    List<LabelMatcher> matchers,
    @Nullable Comparison value) {

  public SignalPattern {
    matchers = List.copyOf(matchers);
  }

  /** Whether a signal is meant. */
  public boolean matches(Signal signal) {
    return looksAt(signal) && fits(signal.value());
  }

  /** Whether a signal is meant, whatever its value. */
  public boolean looksAt(Signal signal) {
    return signal.kind() == kind
        && looksAt(signal.name(), label -> SignalLabels.get(signal, label));
  }

  /**
   * Whether what would be a signal of this kind is meant.
   *
   * @param labels the value of a label; empty where there is none
   * @param value NaN where there is none
   */
  public boolean matches(String name, UnaryOperator<String> labels, double value) {
    return fits(value) && looksAt(name, labels);
  }

  private boolean fits(double number) {
    return value == null || value.holds(number);
  }

  private boolean looksAt(String signalName, UnaryOperator<String> labels) {
    if (name != null && !name.equals(signalName)) {
      return false;
    }
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(labels.apply(matcher.label()))) {
        return false;
      }
    }
    return true;
  }

  /** The same signals, whatever their value. */
  public SignalPattern source() {
    return new SignalPattern(kind, name, matchers, null);
  }

  /** For people: {@code metric cpu_usage{service="shop"} > 85.0}. */
  @Override
  public String toString() {
    String conditions =
        matchers.stream().map(LabelMatcher::toString).collect(Collectors.joining(",", "{", "}"));
    return kind.code()
        + ' '
        + (name == null ? "" : name)
        + (matchers.isEmpty() ? "" : conditions)
        + (value == null ? "" : " " + value);
  }
}
