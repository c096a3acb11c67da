-- Log records of a service, by minute and severity (OpenTelemetry's ranges of severity numbers).
-- time: minute, a bucket of 60 s
-- passes: service, timeline
SELECT
  time_bucket(INTERVAL 1 MINUTE, ts) AS minute,
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
  count(*) AS records,
  timeline
FROM telemetry.logs
GROUP BY ALL
