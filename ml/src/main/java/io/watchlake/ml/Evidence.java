package io.watchlake.ml;

import io.watchlake.ml.member.Expectation;
import java.util.Locale;

/**
 * Why a point is unusual: the expectation that it breaks most.
 *
 * @param expectation what was expected
 * @param value the point's value
 * @param measure how far the expectation is broken, in the words of {@link Expectation#unit}
 * @param usual what the measure stays below in 95 % of the past
 * @param broken how many of the members find the point unusual
 * @param members out of how many
 * @param strength the evidence of all members together; 1 makes the score 1, more is possible
 */
public record Evidence(
    Expectation expectation,
    double value,
    double measure,
    double usual,
    int broken,
    int members,
    double strength) {

  /** The evidence in a sentence, numbers with a decimal point. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s is unusual: expected that %s, but it is %s %s (usually below %s); %d of %d members"
            + " agree",
        number(value),
        expectation.words(),
        number(measure),
        expectation.unit(),
        number(usual),
        broken,
        members);
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.4g", number);
  }
}
