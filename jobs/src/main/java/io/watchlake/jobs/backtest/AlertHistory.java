package io.watchlake.jobs.backtest;

import io.watchlake.lakehouse.sql.SqlCursor;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.model.Tables;
import io.watchlake.model.alert.AlertStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the live job said of alerts. */
final class AlertHistory {

  private AlertHistory() {}

  /** What became of the alerts of some rules in a span, in the order of time; no shadows. */
  static List<RecordedAlert> of(
      SqlEngine sql, String timeline, Collection<String> rules, Span span) {
    return read(
        sql,
        "NOT shadow AND timeline = "
            + Rows.text(timeline)
            + " AND rule IN "
            + Rows.list(rules)
            + " AND "
            + span.holds("ts")
            + " ORDER BY ts, id");
  }

  /** The change of an alert with an id; empty where there is none. */
  static Optional<RecordedAlert> of(SqlEngine sql, String id) {
    return read(sql, "id = " + Rows.text(id) + " LIMIT 1").stream().findFirst();
  }

  private static List<RecordedAlert> read(SqlEngine sql, String where) {
    String question =
        "SELECT id, rule, version, fingerprint, since, status, ts,"
            + " CAST(CAST(labels AS JSON) AS MAP(VARCHAR, VARCHAR)) FROM "
            + Tables.ALERTS_LOG
            + " WHERE "
            + where;
    List<RecordedAlert> found = new ArrayList<>();
    try (SqlCursor cursor = sql.open(question)) {
      for (List<@Nullable Object> one = cursor.next(); one != null; one = cursor.next()) {
        Row row = new Row(one);
        found.add(
            new RecordedAlert(
                row.text(),
                row.text(),
                row.whole(),
                new AlertChange(row.text(), row.time(), AlertStatus.ofCode(row.text()), row.time()),
                row.map(String::valueOf)));
      }
    }
    return found;
  }
}
