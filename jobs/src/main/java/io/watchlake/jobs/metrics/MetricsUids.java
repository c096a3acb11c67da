package io.watchlake.jobs.metrics;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class MetricsUids {

  static final String SOURCE = "metrics.source.v1";
  static final String DECODE = "metrics.decode.v1";
  static final String NUMBER_EVENT_TIME = "metrics.number-event-time.v1";
  static final String NUMBER_REDACT = "metrics.number-redact.v1";
  static final String NUMBER_ENRICH = "metrics.number-enrich.v1";
  static final String NUMBER_SERIES = "metrics.number-series.v1";
  static final String CHUNKS = "metrics.chunks.v1";
  static final String CHUNK_TABLE = "metrics.chunk-table.v1";
  static final String ROLLUPS = "metrics.rollups.v1";
  static final String MINUTE_TABLE = "metrics.minute-table.v1";
  static final String HOUR_TABLE = "metrics.hour-table.v1";
  static final String LATE_ROWS = "metrics.late-rows.v1";
  static final String LATE_TABLE = "metrics.late-table.v1";
  static final String ROLLUP_TOPIC = "metrics.rollup-topic.v1";
  static final String DISTRIBUTION_EVENT_TIME = "metrics.distribution-event-time.v1";
  static final String DISTRIBUTION_REDACT = "metrics.distribution-redact.v1";
  static final String DISTRIBUTION_ENRICH = "metrics.distribution-enrich.v1";
  static final String DISTRIBUTION_SERIES = "metrics.distribution-series.v1";
  static final String DISTRIBUTION_ROLLUPS = "metrics.distribution-rollups.v1";
  static final String OTHER_HOUR_TABLE = "metrics.distribution-hour-table.v1";
  static final String DISTRIBUTION_ROWS = "metrics.distribution-rows.v1";
  static final String DISTRIBUTION_TABLE = "metrics.distribution-table.v1";
  static final String SERIES = "metrics.series.v1";
  static final String SERIES_ROWS = "metrics.series-rows.v1";
  static final String SERIES_TABLE = "metrics.series-table.v1";
  static final String DEAD_LETTER_ROWS = "metrics.dead-letter-rows.v1";
  static final String DEAD_LETTER_TABLE = "metrics.dead-letter-table.v1";
  static final String DEAD_LETTER_TOPIC = "metrics.dead-letter-topic.v1";

  static final String OVERFLOW_ROLLUPS = "metrics.overflow-rollups.v1";
  static final String OVERFLOW_DISTRIBUTION_ROLLUPS = "metrics.overflow-distribution-rollups.v1";
  static final String OVERFLOW_ROUTES = "metrics.overflow-routes.v1";
  static final String CARDINALITY = "metrics.cardinality.v1";

  static final String DISTRIBUTION_ROUTES = "metrics.distribution-routes.v1";
  static final String DERIVED_ROUTES = "metrics.derived-routes.v1";
  static final String DERIVED = "metrics.derived.v1";
  static final String DERIVED_MESSAGES = "metrics.derived-messages.v1";
  static final String OTHER_MINUTE_TABLE = "metrics.derived-table.v1";
  static final String DERIVED_SERIES = "metrics.derived-series.v1";
  static final String SUBSCRIPTIONS = "metrics.subscriptions.v1";
  static final String SIGNALS = "metrics.signals.v1";
  static final String SIGNAL_TOPIC = "metrics.signal-topic.v1";

  private MetricsUids() {}
}
