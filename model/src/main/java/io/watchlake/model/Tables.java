package io.watchlake.model;

import java.util.List;

/** The lakehouse tables and views, by {@code namespace.name}. */
public final class Tables {

  public static final String NAMESPACE = "telemetry";

  /** A row a span. */
  public static final String SPANS = "telemetry.spans";

  /** A row a log record. */
  public static final String LOGS = "telemetry.logs";

  /** Number points, gathered by series and minute. */
  public static final String METRIC_CHUNKS = "telemetry.metric_chunks";

  /** A row a histogram, exponential histogram or summary point. */
  public static final String METRIC_DISTRIBUTIONS = "telemetry.metric_distributions";

  /** Windows of a minute of metric series, a row a telling. */
  public static final String ROLLUPS_1M_LOG = "telemetry.rollups_1m_log";

  /** Windows of an hour of metric series, a row a telling. */
  public static final String ROLLUPS_1H_LOG = "telemetry.rollups_1h_log";

  /** Points that came after their window was final, by series and window. */
  public static final String METRIC_LATE = "telemetry.metric_late";

  /** What a series id stands for: a row a series, day and timeline (more after a restart). */
  public static final String SERIES = "telemetry.series";

  /** A row a record that became no other row, without its bytes. */
  public static final String DEAD_LETTERS = "telemetry.dead_letters";

  /** View: a row a metric point of any kind, with the labels of its series. */
  public static final String METRIC_POINTS = "telemetry.metric_points";

  /** View: a row a minute of a metric series, as it was told last. */
  public static final String ROLLUPS_1M = "telemetry.rollups_1m";

  /** View: a row an hour of a metric series, as it was told last. */
  public static final String ROLLUPS_1H = "telemetry.rollups_1h";

  /** View: duration of the requests a service answered, by minute. */
  public static final String SERVICE_LATENCY = "telemetry.service_latency";

  /** View: share of a service's requests that failed, by minute. */
  public static final String ERROR_RATE = "telemetry.error_rate";

  /** View: log records of a service, by minute and severity. */
  public static final String LOG_VOLUME = "telemetry.log_volume";

  /** View: operations by how long they take, by hour. */
  public static final String SLOWEST_OPERATIONS = "telemetry.slowest_operations";

  /** View: records and dead letters committed of each topic and partition. */
  public static final String RECONCILIATION = "telemetry.reconciliation";

  /** Every view. */
  public static final List<String> VIEWS =
      List.of(
          METRIC_POINTS,
          ROLLUPS_1M,
          ROLLUPS_1H,
          SERVICE_LATENCY,
          ERROR_RATE,
          LOG_VOLUME,
          SLOWEST_OPERATIONS,
          RECONCILIATION);

  /** Every stored table, views left out. */
  public static final List<String> STORED =
      List.of(
          SPANS,
          LOGS,
          METRIC_CHUNKS,
          METRIC_DISTRIBUTIONS,
          ROLLUPS_1M_LOG,
          ROLLUPS_1H_LOG,
          METRIC_LATE,
          SERIES,
          DEAD_LETTERS);

  private Tables() {}
}
