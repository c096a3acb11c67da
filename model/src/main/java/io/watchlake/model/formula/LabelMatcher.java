package io.watchlake.model.formula;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A condition on a label. A label that a series does not have counts as empty, and a regular
 * expression must match the whole value, both as in PromQL.
 */
public final class LabelMatcher {

  /** How a value is compared. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    /**
     * The operator of a sign.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Operator ofSign(String sign) {
      for (Operator operator : values()) {
        if (operator.sign.equals(sign)) {
          return operator;
        }
      }
      throw new IllegalArgumentException("'" + sign + "' is not one of = != =~ !~");
    }
  }

  private final String label;
  private final Operator operator;
  private final String value;
  private final Pattern pattern;

  /**
   * @throws IllegalArgumentException for a regular expression that is none
   */
  public LabelMatcher(String label, Operator operator, String value) {
    this.label = label;
    this.operator = operator;
    this.value = value;
    try {
      this.pattern =
          operator == Operator.MATCHES || operator == Operator.MATCHES_NOT
              ? Pattern.compile(value, Pattern.DOTALL)
              : Pattern.compile(Pattern.quote(value), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a regular expression: " + e.getDescription(), e);
    }
  }

  public String label() {
    return label;
  }

  public Operator operator() {
    return operator;
  }

  /** The value or regular expression. */
  public String value() {
    return value;
  }

  /** Whether a label's value fits; empty stands for a label that is not there. */
  public boolean matches(String labelValue) {
    return switch (operator) {
      case EQUAL -> value.equals(labelValue);
      case NOT_EQUAL -> !value.equals(labelValue);
      case MATCHES -> pattern.matcher(labelValue).matches();
      case MATCHES_NOT -> !pattern.matcher(labelValue).matches();
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelMatcher that
        && label.equals(that.label)
        && operator == that.operator
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return (label.hashCode() * 31 + operator.sign().hashCode()) * 31 + value.hashCode();
  }

  /** As it is written in a formula. */
  @Override
  public String toString() {
    return Names.shown(label)
        + operator.sign()
        + '"'
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + '"';
  }
}
