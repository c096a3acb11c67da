-- The views of interactive SQL, for Flink SQL. Temporary: run catalog.sql, then this, in each
-- session. Quantiles are missing: Flink 1.20 has none. No WITH either: it cannot expand one in a
-- view. Minutes and hours are UTC. Mind that an element of a missing map is an empty string there.

-- A row a metric point of any kind, with the labels of its series.
CREATE TEMPORARY VIEW metric_points AS
SELECT
  p.ts, p.metric, p.service, p.`value`, p.unit, p.kind, p.temporality,
  p.`count`, p.`sum`, p.`min`, p.`max`,
  l.attributes_string, l.attributes_long, l.attributes_double, l.attributes_bool,
  l.attributes_json, l.resource_attributes_string, l.resource_attributes_long,
  p.series, p.time_unix_nano, p.start_unix_nano, p.long_value, p.flags, p.exemplars_json,
  p.timeline
FROM (
  SELECT
    p.ts, c.metric, c.service, p.`value`, c.unit, c.kind, c.temporality,
    CAST(NULL AS BIGINT) AS `count`, CAST(NULL AS DOUBLE) AS `sum`,
    CAST(NULL AS DOUBLE) AS `min`, CAST(NULL AS DOUBLE) AS `max`,
    c.series, p.time_unix_nano, p.start_unix_nano, p.long_value, p.flags, p.exemplars_json,
    c.timeline
  FROM metric_chunks AS c
  CROSS JOIN LATERAL TABLE(
    chunk_points(
      c.times, c.`values`, c.long_values, c.start_times, c.flags, c.exemplars, c.decimals,
      c.scaled_values)) AS p
  UNION ALL
  SELECT
    ts, metric, service, CAST(NULL AS DOUBLE), unit, kind, temporality,
    `count`, `sum`, `min`, `max`,
    series, time_unix_nano, start_unix_nano, CAST(NULL AS BIGINT), flags, exemplars_json,
    timeline
  FROM metric_distributions
) AS p
LEFT JOIN (
  SELECT *
  FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY series ORDER BY ts) AS place FROM series)
  WHERE place = 1
) AS l ON p.series = l.series;

-- A row a minute of a metric series, as it was told last: corrections have a higher revision.
CREATE TEMPORARY VIEW rollups_1m AS
SELECT r.*
FROM rollups_1m_log AS r
LEFT JOIN (
  SELECT timeline, series, ts, MAX(revision) AS newest
  FROM rollups_1m_log
  WHERE revision > 0
  GROUP BY timeline, series, ts
) AS c ON r.series = c.series AND r.ts = c.ts AND r.timeline = c.timeline
WHERE c.newest IS NULL OR r.revision = c.newest;

-- A row a hour of a metric series, as it was told last: corrections have a higher revision.
CREATE TEMPORARY VIEW rollups_1h AS
SELECT r.*
FROM rollups_1h_log AS r
LEFT JOIN (
  SELECT timeline, series, ts, MAX(revision) AS newest
  FROM rollups_1h_log
  WHERE revision > 0
  GROUP BY timeline, series, ts
) AS c ON r.series = c.series AND r.ts = c.ts AND r.timeline = c.timeline
WHERE c.newest IS NULL OR r.revision = c.newest;

-- What detectors found unusual, each as it was told last.
CREATE TEMPORARY VIEW anomalies AS
SELECT r.*
FROM anomalies_log AS r
LEFT JOIN (
  SELECT timeline, id, MAX(revision) AS newest
  FROM anomalies_log
  WHERE revision > 0
  GROUP BY timeline, id
) AS c ON r.id = c.id AND r.timeline = c.timeline
WHERE c.newest IS NULL OR r.revision = c.newest;

-- Duration of requests a service answered, by minute: entry spans (server, consumer, root).
CREATE TEMPORARY VIEW service_latency AS
SELECT
  FLOOR(CAST(ts AS TIMESTAMP(3)) TO MINUTE) AS `minute`,
  service,
  COUNT(*) AS requests,
  ROUND(AVG(duration_nano / 1E6), 3) AS avg_ms,
  ROUND(MAX(duration_nano) / 1E6, 3) AS max_ms,
  timeline
FROM spans
WHERE duration_nano IS NOT NULL AND (kind IN ('server', 'consumer') OR parent_span_id IS NULL)
GROUP BY FLOOR(CAST(ts AS TIMESTAMP(3)) TO MINUTE), service, timeline;

-- Share of a service's requests that failed, by minute: entry spans (server, consumer, root).
CREATE TEMPORARY VIEW error_rate AS
SELECT
  FLOOR(CAST(ts AS TIMESTAMP(3)) TO MINUTE) AS `minute`,
  service,
  COUNT(*) AS requests,
  COUNT(*) FILTER (WHERE status = 'error') AS errors,
  CAST(COUNT(*) FILTER (WHERE status = 'error') AS DOUBLE) / COUNT(*) AS error_rate,
  timeline
FROM spans
WHERE kind IN ('server', 'consumer') OR parent_span_id IS NULL
GROUP BY FLOOR(CAST(ts AS TIMESTAMP(3)) TO MINUTE), service, timeline;

-- Log records of a service, by minute and severity (OpenTelemetry's ranges of severity numbers).
CREATE TEMPORARY VIEW log_volume AS
SELECT `minute`, service, severity, COUNT(*) AS records, timeline
FROM (
  SELECT
    FLOOR(CAST(ts AS TIMESTAMP(3)) TO MINUTE) AS `minute`,
    service,
    CASE
      WHEN severity_number BETWEEN 1 AND 4 THEN 'TRACE'
      WHEN severity_number BETWEEN 5 AND 8 THEN 'DEBUG'
      WHEN severity_number BETWEEN 9 AND 12 THEN 'INFO'
      WHEN severity_number BETWEEN 13 AND 16 THEN 'WARN'
      WHEN severity_number BETWEEN 17 AND 20 THEN 'ERROR'
      WHEN severity_number BETWEEN 21 AND 24 THEN 'FATAL'
      ELSE 'UNSPECIFIED'
    END AS severity,
    timeline
  FROM logs
)
GROUP BY `minute`, service, severity, timeline;

-- Operations by how long they take, by hour: order by the figure you care for.
CREATE TEMPORARY VIEW slowest_operations AS
SELECT
  FLOOR(CAST(ts AS TIMESTAMP(3)) TO HOUR) AS `hour`,
  service,
  name AS operation,
  kind,
  COUNT(*) AS spans,
  COUNT(*) FILTER (WHERE status = 'error') AS errors,
  ROUND(AVG(duration_nano / 1E6), 3) AS avg_ms,
  ROUND(MAX(duration_nano) / 1E6, 3) AS max_ms,
  ROUND(SUM(duration_nano / 1E9), 3) AS total_s,
  timeline
FROM spans
WHERE duration_nano IS NOT NULL
GROUP BY FLOOR(CAST(ts AS TIMESTAMP(3)) TO HOUR), service, name, kind, timeline;

-- Records committed of each topic and partition: rows, dead letters, and the offsets they span.
CREATE TEMPORARY VIEW reconciliation AS
SELECT
  timeline,
  topic,
  `partition`,
  SUM(records) AS records,
  SUM(dead_letters) AS dead_letters,
  MIN(first_offset) AS first_offset,
  MAX(last_offset) AS last_offset,
  SUM(late_points) AS late_points
FROM (
  SELECT
    timeline, _origin.topic AS topic, _origin.`partition` AS `partition`,
    _origin.`offset` AS first_offset, _origin.`offset` AS last_offset,
    CAST(1 AS BIGINT) AS records, CAST(0 AS BIGINT) AS dead_letters,
    CAST(0 AS BIGINT) AS late_points
  FROM spans
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin.`partition`, _origin.`offset`, _origin.`offset`,
    CAST(1 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
  FROM logs
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin.`partition`, _origin.offset_first, _origin.offset_last,
    CAST(point_count AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
  FROM metric_chunks
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin.`partition`, _origin.`offset`, _origin.`offset`,
    CAST(1 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
  FROM metric_distributions
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin.`partition`, _origin.`offset`, _origin.`offset`,
    CAST(0 AS BIGINT), CAST(1 AS BIGINT), CAST(0 AS BIGINT)
  FROM dead_letters
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin.`partition`, _origin.offset_first, _origin.offset_last,
    CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(point_count AS BIGINT)
  FROM metric_late
  WHERE resolution = '1m'
)
GROUP BY timeline, topic, `partition`;

-- What is known of each change, as it was last concluded.
CREATE TEMPORARY VIEW delivery.changes AS
SELECT r.*
FROM delivery.changes_log AS r
JOIN (
  SELECT timeline, service, change_id, MAX(revision) AS newest
  FROM delivery.changes_log
  GROUP BY timeline, service, change_id
) AS c ON r.change_id = c.change_id AND r.service = c.service AND r.timeline = c.timeline
WHERE r.revision = c.newest;

-- What is known of each deployment, as it was last concluded.
CREATE TEMPORARY VIEW delivery.deployments AS
SELECT r.*
FROM delivery.deployments_log AS r
JOIN (
  SELECT timeline, service, deployment_id, MAX(revision) AS newest
  FROM delivery.deployments_log
  GROUP BY timeline, service, deployment_id
) AS c ON r.deployment_id = c.deployment_id AND r.service = c.service AND r.timeline = c.timeline
WHERE r.revision = c.newest;

-- What is known of each incident, as it was last concluded.
CREATE TEMPORARY VIEW delivery.incidents AS
SELECT r.*
FROM delivery.incidents_log AS r
JOIN (
  SELECT timeline, service, incident_id, MAX(revision) AS newest
  FROM delivery.incidents_log
  GROUP BY timeline, service, incident_id
) AS c ON r.incident_id = c.incident_id AND r.service = c.service AND r.timeline = c.timeline
WHERE r.revision = c.newest;

-- Whether each deployment failed, as it was last concluded.
CREATE TEMPORARY VIEW delivery.verdicts AS
SELECT r.*
FROM delivery.verdicts_log AS r
JOIN (
  SELECT timeline, service, deployment_id, MAX(revision) AS newest
  FROM delivery.verdicts_log
  GROUP BY timeline, service, deployment_id
) AS c ON r.deployment_id = c.deployment_id AND r.service = c.service AND r.timeline = c.timeline
WHERE r.revision = c.newest;

-- Delivery figures by service and period, as they were last worked out. The overall period is one
-- and the same, wherever it begins.
CREATE TEMPORARY VIEW delivery.figures AS
SELECT r.*
FROM delivery.figures_log AS r
JOIN (
  SELECT
    timeline,
    service,
    `period`,
    CASE WHEN `period` = 'overall' THEN '' ELSE CAST(ts AS STRING) END AS begins,
    MAX(revision) AS newest
  FROM delivery.figures_log
  WHERE environment IS NULL
  GROUP BY
    timeline,
    service,
    `period`,
    CASE WHEN `period` = 'overall' THEN '' ELSE CAST(ts AS STRING) END
) AS c
ON r.service = c.service
  AND r.timeline = c.timeline
  AND r.`period` = c.`period`
  AND CASE WHEN r.`period` = 'overall' THEN '' ELSE CAST(r.ts AS STRING) END = c.begins
WHERE r.environment IS NULL AND r.revision = c.newest;

-- Delivery figures by environment and region, likewise.
CREATE TEMPORARY VIEW delivery.environment_figures AS
SELECT r.*
FROM delivery.figures_log AS r
JOIN (
  SELECT
    timeline,
    service,
    environment,
    COALESCE(region, '') AS place,
    `period`,
    CASE WHEN `period` = 'overall' THEN '' ELSE CAST(ts AS STRING) END AS begins,
    MAX(revision) AS newest
  FROM delivery.figures_log
  WHERE environment IS NOT NULL
  GROUP BY
    timeline,
    service,
    environment,
    COALESCE(region, ''),
    `period`,
    CASE WHEN `period` = 'overall' THEN '' ELSE CAST(ts AS STRING) END
) AS c
ON r.service = c.service
  AND r.timeline = c.timeline
  AND r.environment = c.environment
  AND COALESCE(r.region, '') = c.place
  AND r.`period` = c.`period`
  AND CASE WHEN r.`period` = 'overall' THEN '' ELSE CAST(r.ts AS STRING) END = c.begins
WHERE r.revision = c.newest;

-- Alerts, each as it became last.
CREATE TEMPORARY VIEW alerting.alerts AS
SELECT r.*
FROM alerting.alerts_log AS r
JOIN (
  SELECT timeline, fingerprint, since, rule, version, shadow, MAX(revision) AS newest
  FROM alerting.alerts_log
  GROUP BY timeline, fingerprint, since, rule, version, shadow
) AS c
ON r.fingerprint = c.fingerprint
  AND r.since = c.since
  AND r.rule = c.rule
  AND r.version = c.version
  AND r.shadow = c.shadow
  AND r.timeline = c.timeline
WHERE r.revision = c.newest;
