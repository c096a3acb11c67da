package io.watchlake.app.page;

import io.watchlake.app.sql.Rows;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.model.Tables;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks the lakehouse what the page shows. Every question is bounded by the window. */
public final class OverviewQueries {

  /** OTLP's severity numbers begin ERROR here. */
  private static final int ERROR_SEVERITY = 17;

  private static final int STEPS = 60;
  private static final int MESSAGE_LENGTH = 600;

  /** How many of the newest spans are looked through for the newest traces. */
  private static final int SPANS_FOR_TRACES = 5_000;

  private final SqlSource source;

  public OverviewQueries(SqlSource source) {
    this.source = source;
  }

  /** All of it, {@code limit} rows of each list. */
  public Overview overview(View.Window window, Instant now, int limit)
      throws SqlFailure, IOException {
    return new Overview(
        window.timeline().name(),
        window.minutes(),
        now,
        window.from(),
        window.to(),
        window.seconds(),
        input(window),
        services(window, limit),
        errors(window, limit),
        traces(window, limit));
  }

  /** Rows over time, in {@value #STEPS} equal steps. */
  List<Overview.InputStep> input(View.Window window) throws SqlFailure, IOException {
    Duration step = Duration.between(window.from(), window.to()).dividedBy(STEPS);
    String place =
        "(epoch_us(ts) - %d) // %d".formatted(micros(window.from()), step.toNanos() / 1000);
    String counts =
        """
        SELECT kind, step, sum(amount) AS amount FROM (
          SELECT 'spans' AS kind, %1$s AS step, count(*) AS amount FROM %2$s WHERE %5$s GROUP BY step
          UNION ALL
          SELECT 'logs', %1$s AS step, count(*) FROM %3$s WHERE %5$s GROUP BY step
          UNION ALL
          SELECT 'metrics', %1$s AS step, sum(point_count) FROM %4$s WHERE %5$s GROUP BY step
        ) GROUP BY kind, step"""
            .formatted(place, Tables.SPANS, Tables.LOGS, Tables.METRIC_CHUNKS, within(window));
    long[][] amounts = new long[STEPS][3];
    for (Rows.Row row : Rows.of(source, counts)) {
      int at = (int) Math.max(0, Math.min(STEPS - 1, row.integer("step")));
      int kind =
          switch (row.text("kind")) {
            case "spans" -> 0;
            case "logs" -> 1;
            default -> 2;
          };
      amounts[at][kind] += row.integer("amount");
    }
    List<Overview.InputStep> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      steps.add(
          new Overview.InputStep(
              window.from().plus(step.multipliedBy(i)),
              amounts[i][0],
              amounts[i][1],
              amounts[i][2]));
    }
    return steps;
  }

  /** The services with most spans and log records. */
  public List<Overview.Service> services(View.Window window, int limit)
      throws SqlFailure, IOException {
    String sql =
        """
        WITH span_rows AS (
          SELECT service, status = 'error' AS failed, duration_nano,
            kind IN ('server', 'consumer') OR parent_span_id IS NULL AS request
          FROM %1$s WHERE %3$s
        ), by_spans AS (
          SELECT service, count(*) AS spans,
            count(*) FILTER (WHERE request) AS requests,
            count(*) FILTER (WHERE failed) AS failed_spans,
            count(*) FILTER (WHERE failed AND request) AS failed_requests,
            quantile_cont(duration_nano, 0.95) AS p95_spans,
            quantile_cont(duration_nano, 0.95) FILTER (WHERE request) AS p95_requests
          FROM span_rows GROUP BY service
        ), by_logs AS (
          SELECT service, count(*) AS logs FROM %2$s WHERE %3$s GROUP BY service
        )
        SELECT coalesce(s.service, l.service) AS service_name,
          coalesce(spans, 0) AS spans, coalesce(logs, 0) AS logs, coalesce(requests, 0) AS requests,
          CASE WHEN requests > 0 THEN failed_requests / requests ELSE failed_spans / spans END
            AS error_share,
          coalesce(p95_requests, p95_spans) / 1e6 AS p95_millis
        FROM by_spans s FULL OUTER JOIN by_logs l ON s.service = l.service
        ORDER BY coalesce(spans, 0) + coalesce(logs, 0) DESC, service_name
        LIMIT %4$d"""
            .formatted(Tables.SPANS, Tables.LOGS, within(window), limit);
    List<Overview.Service> services = new ArrayList<>();
    for (Rows.Row row : Rows.of(source, sql)) {
      services.add(
          new Overview.Service(
              row.text("service_name"),
              row.integer("spans") + row.integer("logs"),
              row.integer("spans"),
              row.integer("logs"),
              row.integer("requests"),
              row.numberOrNull("error_share"),
              row.numberOrNull("p95_millis")));
    }
    return services;
  }

  /** The newest error log records and failed spans. */
  public List<Overview.Failure> errors(View.Window window, int limit)
      throws SqlFailure, IOException {
    String origin =
        "_origin.topic || '-' || _origin.partition || '-' || _origin.offset || '-' ||"
            + " _origin.\"index\"";
    String sql =
        """
        SELECT * FROM (
          (SELECT %1$s AS origin, 'log' AS kind, epoch_us(ts) AS happened, service,
            severity_text AS severity, NULL AS operation, left(coalesce(body, ''), %6$d) AS message,
            trace_id
          FROM %2$s WHERE %4$s AND severity_number >= %7$d ORDER BY ts DESC LIMIT %5$d)
          UNION ALL
          (SELECT %1$s, 'span', epoch_us(ts), service, NULL, name,
            left(coalesce(nullif(status_message, ''), attributes_string['error.type'],
              attributes_string['exception.message'], ''), %6$d),
            trace_id
          FROM %3$s WHERE %4$s AND status = 'error' ORDER BY ts DESC LIMIT %5$d)
        ) ORDER BY happened DESC, origin LIMIT %5$d"""
            .formatted(
                origin,
                Tables.LOGS,
                Tables.SPANS,
                within(window),
                limit,
                MESSAGE_LENGTH,
                ERROR_SEVERITY);
    List<Overview.Failure> errors = new ArrayList<>();
    for (Rows.Row row : Rows.of(source, sql)) {
      errors.add(
          new Overview.Failure(
              row.text("origin"),
              row.text("kind"),
              row.moment("happened"),
              row.text("service"),
              row.textOrNull("severity"),
              row.textOrNull("operation"),
              row.text("message"),
              row.textOrNull("trace_id")));
    }
    return errors;
  }

  /** The traces among the newest spans, those that started last first. */
  public List<Overview.Trace> traces(View.Window window, int limit) throws SqlFailure, IOException {
    String sql =
        """
        WITH newest AS (
          SELECT trace_id FROM (
            SELECT trace_id, ts FROM %1$s WHERE %2$s ORDER BY ts DESC LIMIT %4$d)
          GROUP BY trace_id ORDER BY max(ts) DESC LIMIT %3$d
        )
        SELECT trace_id AS trace, epoch_us(min(ts)) AS started,
          (max(time_unix_nano + coalesce(duration_nano, 0)) - min(time_unix_nano)) / 1e6 AS millis,
          count(*) AS spans, count(*) FILTER (WHERE status = 'error') AS errors,
          count(DISTINCT service) AS services,
          coalesce(arg_min(service, time_unix_nano) FILTER (WHERE parent_span_id IS NULL),
            arg_min(service, time_unix_nano)) AS service_name,
          coalesce(arg_min(name, time_unix_nano) FILTER (WHERE parent_span_id IS NULL),
            arg_min(name, time_unix_nano)) AS operation
        FROM %1$s WHERE %2$s AND trace_id IN (SELECT trace_id FROM newest)
        GROUP BY trace_id ORDER BY started DESC, trace LIMIT %3$d"""
            .formatted(Tables.SPANS, within(window), limit, SPANS_FOR_TRACES);
    List<Overview.Trace> traces = new ArrayList<>();
    for (Rows.Row row : Rows.of(source, sql)) {
      traces.add(
          new Overview.Trace(
              row.text("trace"),
              row.moment("started"),
              row.number("millis"),
              row.integer("spans"),
              row.integer("errors"),
              row.integer("services"),
              row.text("service_name"),
              row.text("operation")));
    }
    return traces;
  }

  private static String within(View.Window window) {
    return "timeline = %s AND ts >= %s AND ts < %s"
        .formatted(
            Rows.quoted(window.timeline().name()),
            Rows.quoted(window.from()),
            Rows.quoted(window.to()));
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000L;
  }
}
