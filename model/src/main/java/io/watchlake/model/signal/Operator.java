package io.watchlake.model.signal;

/** How a value is compared with a threshold; NaN fits none but {@code !=}, as in PromQL. */
public enum Operator {
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  EQUAL("=="),
  NOT_EQUAL("!=");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }

  /** Whether {@code value} stands so to {@code threshold}. */
  public boolean holds(double value, double threshold) {
    return switch (this) {
      case GREATER -> value > threshold;
      case GREATER_OR_EQUAL -> value >= threshold;
      case LESS -> value < threshold;
      case LESS_OR_EQUAL -> value <= threshold;
      case EQUAL -> value == threshold;
      case NOT_EQUAL -> value != threshold;
    };
  }

  /** Whether it has a side that is worse, so that a recovery threshold means something. */
  public boolean ordered() {
    return this != EQUAL && this != NOT_EQUAL;
  }

  /** Whether large values are bad. */
  public boolean upwards() {
    return this == GREATER || this == GREATER_OR_EQUAL;
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
    throw new IllegalArgumentException("'" + sign + "' is not one of > >= < <= == !=");
  }
}
