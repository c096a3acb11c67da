-- What detectors found unusual, each as it was told last.
-- time: ts
-- passes: service, series, metric, timeline
SELECT * EXCLUDE (place)
FROM (
  SELECT *, row_number() OVER (PARTITION BY timeline, id ORDER BY revision DESC) AS place
  FROM telemetry.anomalies_log
)
WHERE place = 1
