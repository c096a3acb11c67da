package io.watchlake.jobs.export.influxdb;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class InfluxExportUids {

  static final String SOURCE = "export-influxdb.source.v1";
  static final String DECODE = "export-influxdb.decode.v1";
  static final String REDACT = "export-influxdb.redact.v1";
  static final String ENRICH = "export-influxdb.enrich.v1";
  static final String LINE = "export-influxdb.line.v1";
  static final String SEND = "export-influxdb.send.v1";
  static final String DEAD_LETTERS = "export-influxdb.dead-letters.v1";

  private InfluxExportUids() {}
}
