package io.watchlake.jobs.delivery;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class DeliveryUids {

  static final String SOURCE = "delivery.source.v1";
  static final String TICKS = "delivery.ticks.v1";
  static final String TICK_TIME = "delivery.tick-time.v1";
  static final String FILES = "delivery.files.v1";
  static final String LINES = "delivery.lines.v1";
  static final String DECODE = "delivery.decode.v1";
  static final String EVENT_TIME = "delivery.event-time.v1";
  static final String REDACT = "delivery.redact.v1";
  static final String ENRICH = "delivery.enrich.v1";
  static final String MAP_SERVICES = "delivery.map-services.v1";
  static final String SUBJECTS = "delivery.subjects.v1";
  static final String REFER_ARTIFACTS = "delivery.refer-artifacts.v1";
  static final String LINK_ARTIFACTS = "delivery.link-artifacts.v1";
  static final String REFER_CHANGES = "delivery.refer-changes.v1";
  static final String LINK_CHANGES = "delivery.link-changes.v1";
  static final String JUDGE = "delivery.judge.v1";
  static final String DEAD_LETTER_ROWS = "delivery.dead-letter-rows.v1";
  static final String DEAD_LETTER_TABLE = "delivery.dead-letter-table.v1";
  static final String DEAD_LETTER_TOPIC = "delivery.dead-letter-topic.v1";
  static final String FIGURE_TOPIC = "delivery.figure-topic.v1";
  static final String FIGURE_ROWS = "delivery.figure-rows.v1";
  static final String FIGURE_TABLE = "delivery.figure-table.v1";
  static final String SAMPLE_FIGURES = "delivery.sample-figures.v1";
  static final String ROLLUP_MESSAGES = "delivery.rollup-messages.v1";
  static final String ROLLUP_TOPIC = "delivery.rollup-topic.v1";
  static final String RULES = "delivery.rules.v1";
  static final String SIGNALS = "delivery.signals.v1";
  static final String SIGNAL_TOPIC = "delivery.signal-topic.v1";
  static final String EVENT_ROWS = "delivery.event-rows.v1";
  static final String EVENT_TABLE = "delivery.event-table.v1";

  private DeliveryUids() {}

  /** A part of what becomes of one kind of record: {@code delivery.<kind>-<part>.v1}. */
  static String of(String kind, String part) {
    return "delivery." + kind + '-' + part + ".v1";
  }
}
