-- Whether each deployment failed, as it was last concluded.
-- passes: service, timeline
SELECT * EXCLUDE (place)
FROM (
  SELECT *, row_number() OVER (PARTITION BY timeline, service, deployment_id ORDER BY revision DESC) AS place
  FROM delivery.verdicts_log
)
WHERE place = 1
