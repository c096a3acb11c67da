package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * The tables of delivery. In those that end in {@code _log} a row is what was concluded at some
 * time about one thing; a correction is a row with the next {@code revision}, and a view of the
 * same name without {@code _log} has the latest.
 *
 * <p>A partition is a year: a history of ten years may come in at once, and by days a writer would
 * have thousands of files open.
 */
final class DeliveryTables {

  private static final Type TEXT = Types.StringType.get();
  private static final Type NUMBER = Types.LongType.get();
  private static final Type FRACTION = Types.DoubleType.get();
  private static final Type FLAG = Types.BooleanType.get();
  private static final Type TIME = Types.TimestampType.withZone();

  private static final List<String> ORDER = List.of("service", Columns.TS);

  /** A row an event; {@code ts} is when it happened. */
  static final TableDefinition EVENTS =
      TableDefinition.yearly(
          Tables.DELIVERY_EVENTS,
          new Columns()
              .eventTime()
              .required("source", TEXT)
              .required("id", TEXT)
              .required("type", TEXT)
              .required("kind", TEXT)
              .required("service", TEXT)
              .optional("subject", TEXT)
              .optional("environment", TEXT)
              .optional("chain_id", TEXT)
              .timeline()
              .origin()
              // Younger than the table: where it was there before, it stands at its end.
              .optionalList("paths", TEXT),
          ORDER,
          Properties.withOrigin(
              Columns.TS, "time_unix_nano", "type", "kind", "service", "timeline"));

  /** {@code ts} is when the change landed, or was deployed where that is not known. */
  static final TableDefinition CHANGES =
      TableDefinition.yearly(
          Tables.DELIVERY_CHANGES_LOG,
          new Columns()
              .required(Columns.TS, TIME)
              .required("service", TEXT)
              .required("change_id", TEXT)
              .optional("repository", TEXT)
              .optional("title", TEXT)
              .required("pull_request", FLAG)
              .optional("first_commit", TIME)
              .optional("opened", TIME)
              .optional("reviewed", TIME)
              .optional("merged", TIME)
              .optional("deployment_id", TEXT)
              .optional("deployed", TIME)
              .required("revision", NUMBER)
              .timeline(),
          ORDER,
          Properties.withoutOrigin(Columns.TS, "service", "revision", "timeline"));

  /** {@code ts} is when it was deployed. */
  static final TableDefinition DEPLOYMENTS =
      TableDefinition.yearly(
          Tables.DELIVERY_DEPLOYMENTS_LOG,
          new Columns()
              .required(Columns.TS, TIME)
              .required("service", TEXT)
              .required("deployment_id", TEXT)
              .required("environment", TEXT)
              .optional("region", TEXT)
              .optional("artifact_id", TEXT)
              .optional("commit", TEXT)
              .optionalList("changes", TEXT)
              .required("counted", FLAG)
              .required("rework", FLAG)
              .required("revision", NUMBER)
              .timeline(),
          ORDER,
          Properties.withoutOrigin(Columns.TS, "service", "environment", "revision", "timeline"));

  /** {@code ts} is when it was noticed. */
  static final TableDefinition INCIDENTS =
      TableDefinition.yearly(
          Tables.DELIVERY_INCIDENTS_LOG,
          new Columns()
              .required(Columns.TS, TIME)
              .required("service", TEXT)
              .required("incident_id", TEXT)
              .optional("environment", TEXT)
              .optional("impact_started", TIME)
              .optional("resolved", TIME)
              .optional("deployment_id", TEXT)
              .optional("reason", TEXT)
              .required("confidence", FRACTION)
              .optional("restored_by", TEXT)
              .required("revision", NUMBER)
              .timeline(),
          ORDER,
          Properties.withoutOrigin(Columns.TS, "service", "revision", "timeline"));

  /** {@code ts} is when what is judged was deployed. */
  static final TableDefinition VERDICTS =
      TableDefinition.yearly(
          Tables.DELIVERY_VERDICTS_LOG,
          new Columns()
              .required(Columns.TS, TIME)
              .required("service", TEXT)
              .required("deployment_id", TEXT)
              .required("environment", TEXT)
              .required("state", TEXT)
              .optional("reason", TEXT)
              .required("confidence", FRACTION)
              .optional("evidence", TEXT)
              .required("closes", TIME)
              .required("revision", NUMBER)
              .timeline(),
          ORDER,
          Properties.withoutOrigin(Columns.TS, "service", "state", "revision", "timeline"));

  /** {@code ts} is when the period begins. */
  static final TableDefinition FIGURES =
      TableDefinition.yearly(
          Tables.DELIVERY_FIGURES_LOG,
          new Columns()
              .required(Columns.TS, TIME)
              .required("service", TEXT)
              .required("period", TEXT)
              .required("period_end", TIME)
              .required("deployments", NUMBER)
              .required("deployments_per_day", FRACTION)
              .required("deployment_days", NUMBER)
              .required("changes_deployed", NUMBER)
              .optional("lead_time_median_s", FRACTION)
              .optional("lead_time_p75_s", FRACTION)
              .optional("lead_time_p90_s", FRACTION)
              .required("failed_deployments", NUMBER)
              .required("pending_deployments", NUMBER)
              .optional("change_failure_rate", FRACTION)
              .optional("rework_rate", FRACTION)
              .required("incidents_detected", NUMBER)
              .required("incidents_resolved", NUMBER)
              .required("incidents_open", NUMBER)
              .required("incidents_unattributed", NUMBER)
              .optional("time_to_restore_median_s", FRACTION)
              .optional("impact_to_restore_median_s", FRACTION)
              .optional("failed_deployment_recovery_median_s", FRACTION)
              .required("final", FLAG)
              .required("definition", TEXT)
              .required("input_digest", TEXT)
              .required("revision", NUMBER)
              .timeline()
              // Younger than the table: where it was there before, they stand at its end.
              .optional("pull_requests_deployed", NUMBER)
              .optional("coding_time_median_s", FRACTION)
              .optional("review_time_median_s", FRACTION)
              .optional("merge_time_median_s", FRACTION)
              .optional("deploy_time_median_s", FRACTION)
              .optional("cycle_time_median_s", FRACTION)
              .optional("environment", TEXT)
              .optional("region", TEXT)
              .optional("definition_digest", TEXT)
              .optional("snapshot", TEXT),
          ORDER,
          Properties.withoutOrigin(Columns.TS, "service", "period", "revision", "timeline"));

  private DeliveryTables() {}
}
