package io.watchlake.system;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlSettings;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.jspecify.annotations.Nullable;

/** SQL over a stack's lakehouse, by the engine that the command line and the page use. */
final class Lake implements AutoCloseable {

  private final SqlEngine engine;
  private final Lakehouse tables;

  private Lake(SqlEngine engine, Lakehouse tables) {
    this.engine = engine;
    this.tables = tables;
  }

  static Lake open(CatalogOptions options) {
    return new Lake(SqlEngine.open(options, SqlSettings.DEFAULT), Lakehouse.open(options));
  }

  List<List<@Nullable Object>> rows(String sql) {
    return engine.query(sql).rows();
  }

  /** The one number that a query answers; 0 for null. */
  long number(String sql) {
    return rows(sql).get(0).get(0) instanceof Number number ? number.longValue() : 0;
  }

  /** Rows of a timeline, by signal. */
  Telemetry.Counts counts(String timeline) {
    String here = " where timeline = '" + timeline + "'";
    return new Telemetry.Counts(
        number("select count(*) from telemetry.spans" + here),
        number("select count(*) from telemetry.logs" + here),
        number("select count(*) from telemetry.metric_points" + here));
  }

  /**
   * Rows of all timelines in a table, as its newest snapshot says. Costs next to nothing, where a
   * query would take from the stack the time that is being measured.
   */
  long committedRows(String table) {
    Snapshot snapshot = tables.table(table).currentSnapshot();
    return snapshot == null
        ? 0
        : Long.parseLong(snapshot.summary().get(SnapshotSummary.TOTAL_RECORDS_PROP));
  }

  long deadLetters(String timeline) {
    return number(
        "select count(*) from telemetry.dead_letters where timeline = '" + timeline + "'");
  }

  @Override
  public void close() {
    engine.close();
    tables.close();
  }
}
