package io.watchlake.model;

import java.util.List;

/** The lakehouse tables and views, by {@code namespace.name}. */
public final class Tables {

  public static final String NAMESPACE = "telemetry";

  /** DevOps delivery; the EU's Regulation 2022/2554 is "resilience". */
  public static final String DELIVERY_NAMESPACE = "delivery";

  public static final String ALERTING_NAMESPACE = "alerting";

  public static final String ML_NAMESPACE = "ml";

  /** Every namespace; {@link #NAMESPACE} is the one that names without one are looked up in. */
  public static final List<String> NAMESPACES =
      List.of(NAMESPACE, DELIVERY_NAMESPACE, ALERTING_NAMESPACE, ML_NAMESPACE);

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

  /** What detectors found unusual, a row a telling. */
  public static final String ANOMALIES_LOG = "telemetry.anomalies_log";

  /** A row a record that became no other row, without its bytes. */
  public static final String DEAD_LETTERS = "telemetry.dead_letters";

  /** A row an event about delivery, of types that nobody here knows too. */
  public static final String DELIVERY_EVENTS = "delivery.events";

  /** What was concluded about changes, a row a revision. */
  public static final String DELIVERY_CHANGES_LOG = "delivery.changes_log";

  /** What was concluded about deployments, a row a revision. */
  public static final String DELIVERY_DEPLOYMENTS_LOG = "delivery.deployments_log";

  /** What was concluded about incidents, a row a revision. */
  public static final String DELIVERY_INCIDENTS_LOG = "delivery.incidents_log";

  /** Verdicts on deployments, a row a revision. */
  public static final String DELIVERY_VERDICTS_LOG = "delivery.verdicts_log";

  /** Delivery figures, a row a revision. */
  public static final String DELIVERY_FIGURES_LOG = "delivery.figures_log";

  /** What became of alerts, a row a change. */
  public static final String ALERTS_LOG = "alerting.alerts_log";

  /** Who was told of alerts and who was not, and why: a row a decision. */
  public static final String NOTIFICATIONS = "alerting.notifications";

  /** How error budgets stood when they were recorded, a row a budget and a row a deployment. */
  public static final String SLO_BUDGETS = "alerting.slo_budgets";

  /** Fitted models, a row a version, with their bytes. */
  public static final String MODELS = "ml.models";

  /** View: alerts, each as it became last. */
  public static final String ALERTS = "alerting.alerts";

  /** View: the latest about each change. */
  public static final String DELIVERY_CHANGES = "delivery.changes";

  /** View: the latest about each deployment. */
  public static final String DELIVERY_DEPLOYMENTS = "delivery.deployments";

  /** View: the latest about each incident. */
  public static final String DELIVERY_INCIDENTS = "delivery.incidents";

  /** View: the latest verdict on each deployment. */
  public static final String DELIVERY_VERDICTS = "delivery.verdicts";

  /** View: the latest figures of each service and period. */
  public static final String DELIVERY_FIGURES = "delivery.figures";

  /** View: the latest figures of each environment and region of a service, and period. */
  public static final String DELIVERY_ENVIRONMENT_FIGURES = "delivery.environment_figures";

  /** View: a row a metric point of any kind, with the labels of its series. */
  public static final String METRIC_POINTS = "telemetry.metric_points";

  /** View: a row a minute of a metric series, as it was told last. */
  public static final String ROLLUPS_1M = "telemetry.rollups_1m";

  /** View: a row an hour of a metric series, as it was told last. */
  public static final String ROLLUPS_1H = "telemetry.rollups_1h";

  /** View: what detectors found unusual, as it was told last. */
  public static final String ANOMALIES = "telemetry.anomalies";

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
          ANOMALIES,
          SERVICE_LATENCY,
          ERROR_RATE,
          LOG_VOLUME,
          SLOWEST_OPERATIONS,
          RECONCILIATION,
          DELIVERY_CHANGES,
          DELIVERY_DEPLOYMENTS,
          DELIVERY_INCIDENTS,
          DELIVERY_VERDICTS,
          DELIVERY_FIGURES,
          DELIVERY_ENVIRONMENT_FIGURES,
          ALERTS);

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
          ANOMALIES_LOG,
          DEAD_LETTERS,
          DELIVERY_EVENTS,
          DELIVERY_CHANGES_LOG,
          DELIVERY_DEPLOYMENTS_LOG,
          DELIVERY_INCIDENTS_LOG,
          DELIVERY_VERDICTS_LOG,
          DELIVERY_FIGURES_LOG,
          ALERTS_LOG,
          NOTIFICATIONS,
          SLO_BUDGETS,
          MODELS);

  private Tables() {}
}
