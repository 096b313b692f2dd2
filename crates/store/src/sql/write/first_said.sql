-- What the first revisions of entries say, and whether they had a personal part.
SELECT r.entry_id, p.bytes, l.personal, q.bytes
FROM revision r
JOIN ledger l ON l.body_id = r.body_id AND l.seq = r.seq
JOIN content p ON p.body_id = r.body_id AND p.seq = r.seq AND p.part = 0
LEFT JOIN content q ON q.body_id = r.body_id AND q.seq = r.seq AND q.part = 1
WHERE r.revision = 1 AND r.entry_id IN (VALUES (CAST($1 AS {uuid})))
