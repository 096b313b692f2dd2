-- Standing entries of registers of bodies between two days.
WITH asked (register, body_id, first_day, last_day) AS (
    VALUES (CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT))
)
SELECT e.id, e.body_id, e.seq, p.bytes, q.bytes, l.personal
FROM asked a
CROSS JOIN entry e
JOIN ledger l ON l.body_id = e.body_id AND l.seq = e.seq
LEFT JOIN content p ON p.body_id = e.body_id AND p.seq = e.seq AND p.part = 0
LEFT JOIN content q ON q.body_id = e.body_id AND q.seq = e.seq AND q.part = 1
WHERE e.register = a.register AND e.body_id = a.body_id AND e.day BETWEEN a.first_day AND a.last_day AND e.state = 'active'
