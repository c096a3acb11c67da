package io.watchlake.app.slo;

import io.watchlake.rules.slo.BudgetReport;
import io.watchlake.rules.slo.Slo;
import java.util.Map;
import java.util.TreeMap;

/**
 * A budget and how it stands.
 *
 * @param labels the labels by which its events are told apart; empty where one budget is of all
 */
record Budget(Slo slo, Map<String, String> labels, BudgetReport report) {

  Budget {
    labels = new TreeMap<>(labels);
  }
}
