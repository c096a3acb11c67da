-- Alerts, each as it became last.
-- passes: rule, timeline
SELECT * EXCLUDE (place)
FROM (
  SELECT *, row_number() OVER (PARTITION BY timeline, fingerprint, since, rule, version, shadow ORDER BY revision DESC, ts DESC) AS place
  FROM alerting.alerts_log
)
WHERE place = 1
