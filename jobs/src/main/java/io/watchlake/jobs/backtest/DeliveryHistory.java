package io.watchlake.jobs.backtest;

import io.watchlake.jobs.stage.compute.asked.DeliverySignals;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.model.Tables;
import io.watchlake.model.delivery.Conclusion;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Deployment;
import io.watchlake.model.delivery.Incident;
import io.watchlake.model.delivery.Verdict;
import io.watchlake.model.signal.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signals that deployments and incidents were. */
final class DeliveryHistory {

  private static final DeliverySignals SIGNALS = new DeliverySignals();

  /** What is read is history by design, and counts as news all the same. */
  private static final long NO_TIME_HAS_PASSED = 0;

  private DeliveryHistory() {}

  /** Deployments, each when it was. */
  static SignalHistory deployments(SqlEngine sql, String timeline, Span span) {
    String question =
        "SELECT service, deployment_id, environment, region, ts, artifact_id, \"commit\", changes,"
            + " counted, rework, revision FROM "
            + Tables.DELIVERY_DEPLOYMENTS_LOG
            + " WHERE revision = 1 AND timeline = "
            + Rows.text(timeline)
            + " AND "
            + span.holds("ts")
            + " ORDER BY ts, service, deployment_id";
    return new Rows(
        sql,
        List.of(question),
        row ->
            signal(
                timeline,
                new Deployment(
                    row.text(),
                    row.text(),
                    row.text(),
                    row.text(),
                    row.time(),
                    row.textOrNone(),
                    row.textOrNone(),
                    row.texts(),
                    row.flag(),
                    row.flag()),
                row));
  }

  /** Incidents, each when it was noticed and when it was over. */
  static SignalHistory incidents(SqlEngine sql, String timeline, Span span) {
    String when = "coalesce(resolved, ts)";
    String question =
        "SELECT service, incident_id, environment, impact_started, ts, resolved, deployment_id, reason,"
            + " confidence, restored_by, revision FROM "
            + Tables.DELIVERY_INCIDENTS_LOG
            + " WHERE timeline = "
            + Rows.text(timeline)
            + " AND "
            + span.holds(when)
            + " ORDER BY "
            + when
            + ", service, incident_id, revision";
    return new Rows(
        sql,
        List.of(question),
        row ->
            signal(
                timeline,
                new Incident(
                    row.text(),
                    row.text(),
                    row.textOrNone(),
                    row.time(),
                    row.time(),
                    row.time(),
                    row.textOrNone(),
                    reason(row.textOrNone()),
                    row.number(),
                    row.textOrNone()),
                row));
  }

  private static @Nullable Signal signal(String timeline, Conclusion conclusion, Row row) {
    return SIGNALS.of(new DeliveryRecord(timeline, row.whole(), conclusion), NO_TIME_HAS_PASSED);
  }

  private static Verdict.@Nullable Reason reason(@Nullable String code) {
    for (Verdict.Reason reason : Verdict.Reason.values()) {
      if (reason.code().equals(code)) {
        return reason;
      }
    }
    return null;
  }
}
