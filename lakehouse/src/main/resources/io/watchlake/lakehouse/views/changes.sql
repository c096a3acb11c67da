-- What is known of each change, as it was last concluded.
-- passes: service, timeline
SELECT * EXCLUDE (place)
FROM (
  SELECT *, row_number() OVER (PARTITION BY timeline, service, change_id ORDER BY revision DESC) AS place
  FROM delivery.changes_log
)
WHERE place = 1
