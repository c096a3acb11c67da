-- A row a metric point of any kind, with the labels of its series.
-- time: ts
-- passes: service, timeline, metric
WITH labels AS (
  SELECT
    series,
    any_value(attributes_string) AS attributes_string,
    any_value(attributes_long) AS attributes_long,
    any_value(attributes_double) AS attributes_double,
    any_value(attributes_bool) AS attributes_bool,
    any_value(attributes_json) AS attributes_json,
    any_value(resource_attributes_string) AS resource_attributes_string,
    any_value(resource_attributes_long) AS resource_attributes_long
  FROM telemetry.series
  GROUP BY series
),
points AS (
  SELECT
    series, metric, service, unit, kind, temporality, timeline,
    unnest("times") AS time_unix_nano,
    unnest(
      CASE
        WHEN len("values") > 0 THEN "values"
        WHEN decimals IS NULL THEN CAST(long_values AS DOUBLE[])
        ELSE CAST(scaled_values AS DOUBLE[])
      END)
      / coalesce([1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9][decimals + 1], 1)
      AS value,
    unnest(long_values) AS long_value,
    unnest(start_times) AS start_unix_nano,
    unnest(flags)::BIGINT AS flags,
    unnest(exemplars) AS exemplars_json,
    NULL::BIGINT AS "count", NULL::DOUBLE AS "sum", NULL::DOUBLE AS "min", NULL::DOUBLE AS "max"
  FROM telemetry.metric_chunks
  UNION ALL
  SELECT
    series, metric, service, unit, kind, temporality, timeline,
    time_unix_nano, NULL, NULL, start_unix_nano, flags, exemplars_json,
    "count", "sum", "min", "max"
  FROM telemetry.metric_distributions
)
SELECT
  make_timestamptz(points.time_unix_nano // 1000) AS ts,
  points.metric,
  points.service,
  points.value,
  points.unit,
  points.kind,
  points.temporality,
  points."count",
  points."sum",
  points."min",
  points."max",
  labels.attributes_string,
  labels.attributes_long,
  labels.attributes_double,
  labels.attributes_bool,
  labels.attributes_json,
  labels.resource_attributes_string,
  labels.resource_attributes_long,
  points.series,
  points.time_unix_nano,
  nullif(points.start_unix_nano, 0) AS start_unix_nano,
  points.long_value,
  coalesce(points.flags, 0) AS flags,
  points.exemplars_json,
  points.timeline
FROM points LEFT JOIN labels ON points.series = labels.series
