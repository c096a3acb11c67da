package io.watchlake.alerting;

import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import io.watchlake.rules.slo.BurnAlert.Tier;
import io.watchlake.rules.slo.SloRules;
import java.util.List;

/**
 * That somebody who is woken by an objective's budget needs no ticket about the same budget. It
 * holds besides what is configured.
 */
public final class TierInhibition {

  /** The rule: a page keeps the ticket and the information of the same objective quiet. */
  public static final InhibitRule RULE =
      new InhibitRule(
          List.of(tier(Operator.EQUAL, Tier.PAGE.code())),
          List.of(tier(Operator.MATCHES, Tier.TICKET.code() + '|' + Tier.INFO.code())),
          List.of(SloRules.ID_LABEL));

  private TierInhibition() {}

  private static LabelMatcher tier(Operator operator, String value) {
    return new LabelMatcher(SloRules.TIER_LABEL, operator, value);
  }
}
