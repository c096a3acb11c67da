package io.watchlake.model.alert;

/**
 * The metric of how many keys of a rule keep state: of the job's operator {@link #OPERATOR}, in its
 * group {@link #GROUP} of the rule's name, the gauge {@link #NAME}. The sum over the operator's
 * subtasks alone means anything.
 */
public final class RuleKeysMetric {

  /** The operator's uid and name. */
  public static final String OPERATOR = "alerts.evaluate.v1";

  public static final String GROUP = "rule";
  public static final String NAME = "keys";

  private RuleKeysMetric() {}
}
