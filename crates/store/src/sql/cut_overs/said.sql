-- What was stated about a body's register, the first first.
SELECT p.seq, l.actor, l.received_at, c.bytes
FROM cut_over p
JOIN ledger l ON l.body_id = p.body_id AND l.seq = p.seq
LEFT JOIN content c ON c.body_id = p.body_id AND c.seq = p.seq AND c.part = 0
WHERE p.body_id = $1 AND p.register = $2
ORDER BY p.no
