-- What stands of a figure on day $2, by body.
SELECT body_id, CAST(SUM(amount) AS BIGINT) AS amount
FROM contribution
WHERE figure = $1 AND until_day >= $2 AND day <= $2 AND until_day IS NOT NULL AND ended_seq = 0
GROUP BY body_id
