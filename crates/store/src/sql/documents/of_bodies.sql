-- Documents of bodies as they stand.
WITH asked (body_id) AS (
    VALUES (CAST($1 AS BIGINT))
)
SELECT d.id, d.body_id, d.kind, d.period, d.version, d.state, d.steps, d.prepared_by
FROM asked a CROSS JOIN document d
WHERE d.body_id = a.body_id
