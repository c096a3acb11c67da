package io.watchlake.jobs.logs;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class LogsUids {

  static final String SOURCE = "logs.source.v1";
  static final String DECODE = "logs.decode.v1";
  static final String EVENT_TIME = "logs.event-time.v1";
  static final String REDACT = "logs.redact.v1";
  static final String ENRICH = "logs.enrich.v1";
  static final String ROWS = "logs.rows.v1";
  static final String TABLE = "logs.table.v1";
  static final String DEAD_LETTER_ROWS = "logs.dead-letter-rows.v1";
  static final String DEAD_LETTER_TABLE = "logs.dead-letter-table.v1";
  static final String DEAD_LETTER_TOPIC = "logs.dead-letter-topic.v1";
  static final String TALLIES = "logs.tallies.v1";
  static final String COUNTS = "logs.counts.v1";
  static final String ROLLUP_MESSAGES = "logs.rollup-messages.v1";
  static final String ROLLUP_TOPIC = "logs.rollup-topic.v1";
  static final String MINUTE_TABLE = "logs.minute-table.v1";
  static final String SIGHTINGS = "logs.sightings.v1";
  static final String SERIES = "logs.series.v1";
  static final String SERIES_ROWS = "logs.series-rows.v1";
  static final String SERIES_TABLE = "logs.series-table.v1";
  static final String SUBSCRIPTIONS = "logs.subscriptions.v1";
  static final String COUNT_SIGNALS = "logs.count-signals.v1";
  static final String SIGNALS = "logs.signals.v1";
  static final String SIGNAL_TOPIC = "logs.signal-topic.v1";

  private LogsUids() {}
}
