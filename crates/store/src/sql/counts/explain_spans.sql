-- Spans of bodies that touch some days, with the entry behind each.
WITH asked (figure, body_id, first_day, last_day) AS (
    VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT))
)
SELECT l.subject, e.year, e.number, c.body_id, c.row_no, c.day, c.until_day, c.amount, c.dimension
FROM asked a
CROSS JOIN contribution c
CROSS JOIN ledger l
CROSS JOIN entry e
WHERE c.figure = a.figure AND c.body_id = a.body_id AND c.ended_seq = 0 AND c.until_day IS NOT NULL AND c.until_day >= a.first_day AND c.day <= a.last_day
    AND l.body_id = c.body_id AND l.seq = c.seq AND e.id = l.subject
