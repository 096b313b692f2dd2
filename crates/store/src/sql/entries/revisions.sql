SELECT r.entry_id, r.body_id, r.seq, p.bytes, q.bytes, l.personal, l.actor, l.claimed_at, l.received_at
FROM revision r
JOIN ledger l ON l.body_id = r.body_id AND l.seq = r.seq
LEFT JOIN content p ON p.body_id = r.body_id AND p.seq = r.seq AND p.part = 0
LEFT JOIN content q ON q.body_id = r.body_id AND q.seq = r.seq AND q.part = 1
WHERE r.entry_id = $1
ORDER BY r.revision
