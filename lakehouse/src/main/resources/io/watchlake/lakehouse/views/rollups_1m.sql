-- A row a minute of a metric series, as it was told last: corrections have a higher revision.
-- time: ts
-- passes: service, timeline, metric
SELECT r.*
FROM telemetry.rollups_1m_log AS r
LEFT JOIN (
  SELECT timeline, series, ts, max(revision) AS revision
  FROM telemetry.rollups_1m_log
  WHERE revision > 0
  GROUP BY timeline, series, ts
) AS corrected
  ON r.series = corrected.series
  AND r.ts = corrected.ts
  AND r.timeline = corrected.timeline
WHERE corrected.revision IS NULL OR r.revision = corrected.revision
