-- Records committed of each topic and partition: rows, dead letters, and the offsets they span.
-- passes: timeline
WITH committed AS (
  SELECT
    timeline, _origin.topic AS topic, _origin."partition" AS "partition",
    _origin."offset" AS first_offset, _origin."offset" AS last_offset,
    1 AS records, 0 AS dead_letters
  FROM telemetry.spans
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin."partition", _origin."offset", _origin."offset", 1, 0
  FROM telemetry.logs
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin."partition",
    _origin.offset_first, _origin.offset_last, point_count, 0
  FROM telemetry.metric_chunks
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin."partition", _origin."offset", _origin."offset", 1, 0
  FROM telemetry.metric_distributions
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin."partition", _origin."offset", _origin."offset", 0, 1
  FROM telemetry.dead_letters
)
SELECT
  timeline,
  topic,
  "partition",
  sum(records)::BIGINT AS records,
  sum(dead_letters)::BIGINT AS dead_letters,
  min(first_offset) AS first_offset,
  max(last_offset) AS last_offset
FROM committed
GROUP BY timeline, topic, "partition"
