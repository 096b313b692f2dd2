-- Events of some months of a body and everything below it.
WITH asked (n, body_id, first_month, last_month) AS (
    VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT))
)
SELECT a.n, r.figure, CAST(SUM(r.amount) AS BIGINT) AS amount
FROM asked a
CROSS JOIN rollup r
WHERE r.body_id = a.body_id AND r.month BETWEEN a.first_month AND a.last_month
GROUP BY a.n, r.figure
