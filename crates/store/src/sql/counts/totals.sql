-- Events of months $2 to $3 of $1 and everything below it.
SELECT figure, CAST(SUM(amount) AS BIGINT) AS amount
FROM rollup
WHERE body_id = $1 AND month BETWEEN $2 AND $3
GROUP BY figure
