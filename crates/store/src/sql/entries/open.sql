-- Standing entries by keys of a register under a name, between two keys.
WITH asked (register, field, first_key, last_key) AS (
    VALUES (CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS {bytes}), CAST($4 AS {bytes}))
)
SELECT e.id, e.body_id, e.seq, p.bytes, q.bytes, l.personal
FROM asked a
CROSS JOIN field_key k
CROSS JOIN entry e
JOIN ledger l ON l.body_id = e.body_id AND l.seq = e.seq
LEFT JOIN content p ON p.body_id = e.body_id AND p.seq = e.seq AND p.part = 0
LEFT JOIN content q ON q.body_id = e.body_id AND q.seq = e.seq AND q.part = 1
WHERE k.register = a.register AND k.field = a.field AND k.key BETWEEN a.first_key AND a.last_key
    AND e.id = k.entry_id AND e.state = 'active'
