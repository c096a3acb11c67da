-- Duration of requests a service answered, by minute: entry spans (server, consumer, root).
-- time: minute, a bucket of 60 s
-- passes: service, timeline
SELECT
  time_bucket(INTERVAL 1 MINUTE, ts) AS minute,
  service,
  count(*) AS requests,
  round(avg(duration_nano) / 1e6, 3) AS avg_ms,
  round(quantile_cont(duration_nano, 0.50) / 1e6, 3) AS p50_ms,
  round(quantile_cont(duration_nano, 0.95) / 1e6, 3) AS p95_ms,
  round(quantile_cont(duration_nano, 0.99) / 1e6, 3) AS p99_ms,
  round(max(duration_nano) / 1e6, 3) AS max_ms,
  timeline
FROM telemetry.spans
WHERE duration_nano IS NOT NULL AND (kind IN ('server', 'consumer') OR parent_span_id IS NULL)
GROUP BY ALL
