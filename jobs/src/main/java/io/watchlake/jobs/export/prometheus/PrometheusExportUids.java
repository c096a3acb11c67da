package io.watchlake.jobs.export.prometheus;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class PrometheusExportUids {

  static final String SOURCE = "export-prometheus.source.v1";
  static final String DECODE = "export-prometheus.decode.v1";
  static final String TIME = "export-prometheus.time.v1";
  static final String REDACT = "export-prometheus.redact.v1";
  static final String ENRICH = "export-prometheus.enrich.v1";
  static final String SAMPLE = "export-prometheus.sample.v1";
  static final String TARGETS = "export-prometheus.targets.v1";
  static final String SAMPLE_TARGETS = "export-prometheus.sample-targets.v1";
  static final String SEND = "export-prometheus.send.v1";
  static final String DEAD_LETTER_ROWS = "export-prometheus.dead-letter-rows.v1";
  static final String DEAD_LETTER_TABLE = "export-prometheus.dead-letter-table.v1";
  static final String DEAD_LETTERS = "export-prometheus.dead-letters.v1";

  private PrometheusExportUids() {}
}
