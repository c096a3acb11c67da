package io.watchlake.jobs.audit;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class AuditUids {

  static final String SOURCE = "audit.source.v1";
  static final String DECODE = "audit.decode.v1";
  static final String REDACT = "audit.redact.v1";
  static final String SIGNALS = "audit.signals.v1";
  static final String SIGNAL_TOPIC = "audit.signal-topic.v1";
  static final String DEAD_LETTER_ROWS = "audit.dead-letter-rows.v1";
  static final String DEAD_LETTER_TABLE = "audit.dead-letter-table.v1";
  static final String DEAD_LETTER_TOPIC = "audit.dead-letter-topic.v1";

  private AuditUids() {}
}
