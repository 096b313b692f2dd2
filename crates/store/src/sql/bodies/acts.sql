-- The acts that set a body's versions, the last first.
SELECT l.seq, l.actor, l.received_at, c.bytes
FROM ledger l
JOIN content c ON c.body_id = l.body_id AND c.seq = l.seq AND c.part = 0
WHERE l.subject = $1 AND l.kind = 'body'
ORDER BY l.seq DESC
LIMIT $2
