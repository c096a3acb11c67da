-- Operations by how long they take, by hour: order by the figure you care for.
-- time: hour, a bucket of 3600 s
-- passes: service, timeline
SELECT
  time_bucket(INTERVAL 1 HOUR, ts) AS hour,
  service,
  name AS operation,
  kind,
  count(*) AS spans,
  count(*) FILTER (status = 'error') AS errors,
  round(quantile_cont(duration_nano, 0.50) / 1e6, 3) AS p50_ms,
  round(quantile_cont(duration_nano, 0.95) / 1e6, 3) AS p95_ms,
  round(max(duration_nano) / 1e6, 3) AS max_ms,
  round(sum(duration_nano) / 1e9, 3) AS total_s,
  timeline
FROM telemetry.spans
WHERE duration_nano IS NOT NULL
GROUP BY ALL
