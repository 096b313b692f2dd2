-- Content that no act says, with its place.
SELECT c.body_id, c.seq
FROM content c LEFT JOIN ledger l ON l.body_id = c.body_id AND l.seq = c.seq
WHERE l.seq IS NULL OR (c.part = 1 AND l.personal IS NULL) OR c.part NOT IN (0, 1)
ORDER BY c.body_id, c.seq
LIMIT 100
