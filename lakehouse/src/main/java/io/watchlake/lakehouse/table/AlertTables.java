package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The tables of alerting. A partition is a year, as in delivery: alerts are few. */
final class AlertTables {

  private static final Type TEXT = Types.StringType.get();
  private static final Type NUMBER = Types.LongType.get();
  private static final Type FRACTION = Types.DoubleType.get();
  private static final Type FLAG = Types.BooleanType.get();
  private static final Type TIME = Types.TimestampType.withZone();

  /** A row a change of an alert; {@code ts} is when it became so. */
  static final TableDefinition ALERTS =
      TableDefinition.yearly(
          Tables.ALERTS_LOG,
          new Columns()
              .required(Columns.TS, TIME)
              .required("id", TEXT)
              .required("fingerprint", TEXT)
              .required("rule", TEXT)
              .required("version", NUMBER)
              .required("shadow", FLAG)
              .required("status", TEXT)
              .required("since", TIME)
              .optional("value", FRACTION)
              .optional("threshold", FRACTION)
              .required("severity", TEXT)
              .required("service", TEXT)
              .required("labels", TEXT)
              .required("annotations", TEXT)
              .required("channels", TEXT)
              .required("evidence", TEXT)
              .required("revision", NUMBER)
              .timeline()
              .optional("incident", TEXT),
          List.of("rule", Columns.TS),
          Properties.withoutOrigin(
              Columns.TS, "rule", "status", "severity", "service", "revision", "timeline"));

  /** A row a decision about telling a receiver; {@code ts} is when, in event time. */
  static final TableDefinition NOTIFICATIONS =
      TableDefinition.yearly(
          Tables.NOTIFICATIONS,
          new Columns()
              .required(Columns.TS, TIME)
              .required("id", TEXT)
              .required("told", FLAG)
              .required("reason", TEXT)
              .required("cause", TEXT)
              .required("receiver", TEXT)
              .required("send_resolved", FLAG)
              .required("status", TEXT)
              .required("group_key", TEXT)
              .required("group_labels", TEXT)
              .required("common_labels", TEXT)
              .required("alert_count", NUMBER)
              .required("alerts", TEXT)
              .timeline()
              .optional("incidents", TEXT),
          List.of("receiver", Columns.TS),
          Properties.withoutOrigin(Columns.TS, "told", "reason", "receiver", "status", "timeline"));

  /** A row a budget, or what was spent of it under a deployment, at the moment {@code ts}. */
  static final TableDefinition SLO_BUDGETS =
      TableDefinition.yearly(
          Tables.SLO_BUDGETS,
          new Columns()
              .required(Columns.TS, TIME)
              .required("service", TEXT)
              .required("slo", TEXT)
              .required("labels", TEXT)
              .required("objective_percent", FRACTION)
              .required("window_seconds", NUMBER)
              .optional("deployment_id", TEXT)
              .optional("environment", TEXT)
              .required("begins", TIME)
              .required("ends", TIME)
              .required("events", FRACTION)
              .required("bad", FRACTION)
              .required("allowed", FRACTION)
              .optional("budget_spent", FRACTION)
              .optional("budget_left", FRACTION)
              .optional("burn_rates", TEXT)
              .timeline(),
          List.of("service", "slo", Columns.TS),
          Properties.withoutOrigin(Columns.TS, "service", "slo", "timeline"));

  private AlertTables() {}
}
