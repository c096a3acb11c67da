package io.watchlake.model.signal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on a value, such as {@code > 0.05}.
 *
 * @param threshold what values are compared with; finite
 */
public record Comparison(Operator operator, double threshold) {

  private static final Pattern TEXT = Pattern.compile("\\s*(>=|<=|==|!=|>|<)\\s*(\\S+)\\s*");

  /** Whether a value fits. */
  public boolean holds(double value) {
    return operator.holds(value, threshold);
  }

  /**
   * Reads an operator and a number.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Comparison parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      try {
        double threshold = Double.parseDouble(matcher.group(2));
        if (Double.isFinite(threshold)) {
          return new Comparison(Operator.ofSign(matcher.group(1)), threshold);
        }
      } catch (NumberFormatException notANumber) {
        throw new IllegalArgumentException(
            "'" + matcher.group(2) + "' is not a number", notANumber);
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not an operator and a number");
  }

  @Override
  public String toString() {
    return operator.sign() + ' ' + threshold;
  }
}
