-- Spans that touch the days asked.
WITH asked (figure, first_day, last_day) AS (
    VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT))
)
SELECT a.figure, a.first_day, a.last_day, c.body_id, c.day, c.until_day, c.amount
FROM asked a
CROSS JOIN contribution c
WHERE c.figure = a.figure AND c.until_day >= a.first_day AND c.day <= a.last_day AND c.until_day IS NOT NULL AND c.ended_seq = 0
