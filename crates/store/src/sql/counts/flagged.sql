-- The bodies with any event in the days asked.
WITH asked (figure, first_day, last_day) AS (
    VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT))
)
SELECT a.figure, a.first_day, a.last_day, b.id
FROM asked a
CROSS JOIN body b
WHERE EXISTS (
    SELECT 1 FROM contribution c
    WHERE c.figure = a.figure AND c.body_id = b.id AND c.day BETWEEN a.first_day AND a.last_day AND c.ended_seq = 0 AND c.amount > 0
)
