-- The next acts of a chain with what they say.
SELECT l.seq, l.kind, l.subject, l.actor, l.claimed_at, l.received_at, l.hash_before, l.plain, l.personal, l.hash, p.salt, p.bytes, q.salt, q.bytes
FROM ledger l
LEFT JOIN content p ON p.body_id = l.body_id AND p.seq = l.seq AND p.part = 0
LEFT JOIN content q ON q.body_id = l.body_id AND q.seq = l.seq AND q.part = 1
WHERE l.body_id = $1 AND l.seq > $2
ORDER BY l.seq
LIMIT $3
