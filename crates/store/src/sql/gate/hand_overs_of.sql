-- The acts by which the work of an account, or of an officer, was handed over, the last first.
SELECT l.body_id, l.seq, l.kind, l.actor, l.received_at, c.bytes
FROM ledger l
JOIN content c ON c.body_id = l.body_id AND c.seq = l.seq AND c.part = 0
WHERE l.subject = $1 AND l.kind = 'hand_over'
ORDER BY l.received_at DESC, l.body_id, l.seq DESC
LIMIT $2
