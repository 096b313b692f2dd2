-- Entries by their identities.
SELECT e.id, e.body_id, e.seq, p.bytes, q.bytes, l.personal
FROM entry e
JOIN ledger l ON l.body_id = e.body_id AND l.seq = e.seq
LEFT JOIN content p ON p.body_id = e.body_id AND p.seq = e.seq AND p.part = 0
LEFT JOIN content q ON q.body_id = e.body_id AND q.seq = e.seq AND q.part = 1
WHERE e.id IN (VALUES (CAST($1 AS {uuid})))
