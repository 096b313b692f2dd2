-- The steps of documents of bodies, whoever took them.
WITH asked (body_id) AS (
    VALUES (CAST($1 AS BIGINT))
)
SELECT d.id, d.body_id, d.kind, d.period, s.no, s.step, s.at
FROM asked a CROSS JOIN document d CROSS JOIN document_step s
WHERE d.body_id = a.body_id AND s.document_id = d.id
