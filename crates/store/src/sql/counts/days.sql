-- Amount times days of overlap with the days asked, by body.
WITH asked (figure, first_day, last_day) AS (
    VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT))
)
SELECT a.figure, a.first_day, a.last_day, c.body_id, CAST(SUM(c.amount * (
    CASE WHEN c.until_day < a.last_day THEN c.until_day ELSE a.last_day END - CASE WHEN c.day > a.first_day THEN c.day ELSE a.first_day END + 1
)) AS BIGINT) AS amount
FROM asked a
CROSS JOIN contribution c
WHERE c.figure = a.figure AND c.until_day >= a.first_day AND c.day <= a.last_day AND c.until_day IS NOT NULL AND c.ended_seq = 0
GROUP BY a.figure, a.first_day, a.last_day, c.body_id
