package io.watchlake.jobs.maintain;

/** Uids of the operators; they are the operators' names too. */
final class MaintainUids {

  static final String TICKS = "maintain.ticks.v1";
  static final String TABLES = "maintain.tables.v1";
  static final String RUN = "maintain.run.v1";
  static final String REPORT = "maintain.report.v1";

  private MaintainUids() {}
}
