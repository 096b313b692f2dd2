-- Documents of bodies as they stand, with the moment they were last sent; 0 where they were not.
WITH asked (body_id) AS (
    VALUES (CAST($1 AS BIGINT))
)
SELECT d.id, d.body_id, d.kind, d.period, d.version, d.state, d.steps, d.prepared_by,
    COALESCE((SELECT MAX(s.at) FROM document_step s WHERE s.document_id = d.id AND s.step IN ('send', 'whole')), 0) AS sent_at
FROM asked a CROSS JOIN document d
WHERE d.body_id = a.body_id
