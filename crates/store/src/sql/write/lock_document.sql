-- Locks documents, in the order of their ids, and reads how they stand.
SELECT d.id, d.body_id, d.kind, d.period, d.version, d.state, d.steps, d.prepared_by
FROM document d
WHERE d.id IN (VALUES (CAST($1 AS {uuid})))
ORDER BY d.id
FOR UPDATE OF d
