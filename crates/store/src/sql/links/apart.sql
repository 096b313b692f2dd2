-- The standing decisions that an entry is not of the same as another that stands, the first taken first: what their acts say, and who acted.
SELECT a.id, a.body_id, o.entry_id, e.body_id AS kept_by, l.actor, l.received_at, c.bytes
FROM apart a
JOIN apart o ON o.id = a.id AND o.rank <> a.rank
JOIN entry e ON e.id = o.entry_id AND e.state = 'active'
JOIN ledger l ON l.body_id = a.body_id AND l.seq = a.seq
LEFT JOIN content c ON c.body_id = a.body_id AND c.seq = a.seq AND c.part = 0
WHERE a.entry_id = $1 AND a.ended_seq = 0
ORDER BY l.received_at, a.id
