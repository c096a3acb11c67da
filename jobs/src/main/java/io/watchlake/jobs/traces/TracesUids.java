package io.watchlake.jobs.traces;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class TracesUids {

  static final String SOURCE = "traces.source.v1";
  static final String DECODE = "traces.decode.v1";
  static final String EVENT_TIME = "traces.event-time.v1";
  static final String REDACT = "traces.redact.v1";
  static final String ENRICH = "traces.enrich.v1";
  static final String ROWS = "traces.rows.v1";
  static final String TABLE = "traces.table.v1";
  static final String DEAD_LETTER_ROWS = "traces.dead-letter-rows.v1";
  static final String DEAD_LETTER_TABLE = "traces.dead-letter-table.v1";
  static final String DEAD_LETTER_TOPIC = "traces.dead-letter-topic.v1";
  static final String SIGNALS = "traces.signals.v1";
  static final String SIGNAL_TOPIC = "traces.signal-topic.v1";

  private TracesUids() {}
}
