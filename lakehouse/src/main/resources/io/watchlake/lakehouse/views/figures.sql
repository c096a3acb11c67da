-- Delivery figures by service and period, as they were last worked out.
-- passes: service, timeline
SELECT * EXCLUDE (place)
FROM (
  SELECT *, row_number() OVER (PARTITION BY timeline, service, period, CASE WHEN period = 'overall' THEN NULL ELSE ts END ORDER BY revision DESC) AS place
  FROM delivery.figures_log
  WHERE environment IS NULL
)
WHERE place = 1
