-- What is known of each incident, as it was last concluded.
-- passes: service, timeline
SELECT * EXCLUDE (place)
FROM (
  SELECT *, row_number() OVER (PARTITION BY timeline, service, incident_id ORDER BY revision DESC) AS place
  FROM delivery.incidents_log
)
WHERE place = 1
