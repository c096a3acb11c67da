-- Delivery figures by environment and region, as they were last worked out.
-- passes: service, timeline
SELECT * EXCLUDE (place)
FROM (
  SELECT *, row_number() OVER (PARTITION BY timeline, service, environment, region, period, CASE WHEN period = 'overall' THEN NULL ELSE ts END ORDER BY revision DESC) AS place
  FROM delivery.figures_log
  WHERE environment IS NOT NULL
)
WHERE place = 1
