package io.watchlake.jobs.alerts;

import io.watchlake.model.alert.RuleKeysMetric;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class AlertsUids {

  static final String SOURCE = "alerts.source.v1";
  static final String RULES = "alerts.rules.v1";
  static final String TICKS = "alerts.ticks.v1";
  static final String TICK_TIME = "alerts.tick-time.v1";
  static final String DECODE = "alerts.decode.v1";
  static final String SIGNAL_TIME = "alerts.signal-time.v1";
  static final String TIMED_SIGNAL = "alerts.timed-signal.v1";
  static final String REDACT = "alerts.redact.v1";
  static final String ENRICH = "alerts.enrich.v1";
  static final String ROUTE = "alerts.route.v1";
  static final String EXPECT = "alerts.expect.v1";
  static final String EVALUATE = RuleKeysMetric.OPERATOR;
  static final String DEPLOYMENTS = "alerts.deployments.v1";
  static final String CORRELATE = "alerts.correlate.v1";
  static final String ALERT_TOPIC = "alerts.alert-topic.v1";
  static final String ALERT_ROWS = "alerts.alert-rows.v1";
  static final String ALERT_TABLE = "alerts.alert-table.v1";
  static final String SILENCES = "alerts.silences.v1";
  static final String ACKNOWLEDGEMENTS = "alerts.acknowledgements.v1";
  static final String GROUP = "alerts.group.v1";
  static final String NOTIFY = "alerts.notify.v1";
  static final String DIGEST = "alerts.digest.v1";
  static final String NOTIFICATION_TOPIC = "alerts.notification-topic.v1";
  static final String NOTIFICATION_ROWS = "alerts.notification-rows.v1";
  static final String NOTIFICATION_TABLE = "alerts.notification-table.v1";
  static final String SUBSCRIPTION_TOPIC = "alerts.subscription-topic.v1";
  static final String GIVEN_UP = "alerts.given-up.v1";
  static final String DEAD_LETTER_ROWS = "alerts.dead-letter-rows.v1";
  static final String DEAD_LETTER_TABLE = "alerts.dead-letter-table.v1";
  static final String DEAD_LETTER_TOPIC = "alerts.dead-letter-topic.v1";

  private AlertsUids() {}
}
