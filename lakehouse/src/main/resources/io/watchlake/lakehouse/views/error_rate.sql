-- Share of a service's requests that failed, by minute: entry spans (server, consumer, root).
-- time: minute, a bucket of 60 s
-- passes: service, timeline
SELECT
  time_bucket(INTERVAL 1 MINUTE, ts) AS minute,
  service,
  count(*) AS requests,
  count(*) FILTER (status = 'error') AS errors,
  count(*) FILTER (status = 'error') / count(*) AS error_rate,
  timeline
FROM telemetry.spans
WHERE kind IN ('server', 'consumer') OR parent_span_id IS NULL
GROUP BY ALL
