-- Records committed of each topic and partition: rows, dead letters, and the offsets they span;
-- of metric points also how many came too late for their rollup.
-- passes: timeline
WITH committed AS (
  SELECT
    timeline, _origin.topic AS topic, _origin."partition" AS "partition",
    _origin."offset" AS first_offset, _origin."offset" AS last_offset,
    1 AS records, 0 AS dead_letters, 0 AS late_points
  FROM telemetry.spans
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin."partition", _origin."offset", _origin."offset", 1, 0, 0
  FROM telemetry.logs
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin."partition",
    _origin.offset_first, _origin.offset_last, point_count, 0, 0
  FROM telemetry.metric_chunks
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin."partition", _origin."offset", _origin."offset", 1, 0, 0
  FROM telemetry.metric_distributions
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin."partition", _origin."offset", _origin."offset", 0, 1, 0
  FROM telemetry.dead_letters
  UNION ALL
  SELECT
    timeline, _origin.topic, _origin."partition",
    _origin.offset_first, _origin.offset_last, 0, 0, point_count
  FROM telemetry.metric_late
  WHERE resolution = '1m'
)
SELECT
  timeline,
  topic,
  "partition",
  sum(records)::BIGINT AS records,
  sum(dead_letters)::BIGINT AS dead_letters,
  min(first_offset) AS first_offset,
  max(last_offset) AS last_offset,
  sum(late_points)::BIGINT AS late_points
FROM committed
GROUP BY timeline, topic, "partition"
