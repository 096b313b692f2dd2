-- The latest acts on entries that somebody did in a chain, the last first, not further back than act $3.
SELECT e.id, e.register, e.year, e.number, l.received_at
FROM ledger l JOIN entry e ON e.id = l.subject
WHERE l.body_id = $1 AND l.actor = $2 AND l.kind = 'entry' AND l.seq > $3
ORDER BY l.seq DESC
LIMIT 40
