-- Events of bodies in some days, with the entry behind each, or the cut-over from paper whose opening total it is.
WITH asked (figure, body_id, first_day, last_day) AS (
    VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT))
)
SELECT l.subject, e.year, e.number, p.register, CASE WHEN e.id IS NULL THEN l.actor END AS actor, l.received_at, c.body_id, c.row_no, c.day, c.until_day, c.amount, c.dimension
FROM asked a
CROSS JOIN contribution c
CROSS JOIN ledger l
LEFT JOIN entry e ON e.id = l.subject
LEFT JOIN cut_over p ON p.body_id = c.body_id AND p.seq = c.seq AND e.id IS NULL
WHERE c.figure = a.figure AND c.body_id = a.body_id AND c.ended_seq = 0 AND c.until_day IS NULL AND c.day BETWEEN a.first_day AND a.last_day
    AND l.body_id = c.body_id AND l.seq = c.seq AND (e.id IS NOT NULL OR p.seq IS NOT NULL)
