package io.watchlake.jobs.backtest;

import java.util.Map;

/**
 * A change of an alert as the lakehouse has it.
 *
 * @param id the alert's id, with the version of the rule that was live then
 * @param rule the rule's name
 * @param version the version of the rule
 * @param change what became of it
 * @param labels the alert's labels
 */
public record RecordedAlert(
    String id, String rule, long version, AlertChange change, Map<String, String> labels) {

  public RecordedAlert {
    labels = Map.copyOf(labels);
  }
}
