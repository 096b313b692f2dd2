-- Amount times days of overlap with days $2 to $3 of a figure, by body.
SELECT body_id, CAST(SUM(amount * (
    CASE WHEN until_day < $3 THEN until_day ELSE $3 END - CASE WHEN day > $2 THEN day ELSE $2 END + 1
)) AS BIGINT) AS amount
FROM contribution
WHERE figure = $1 AND until_day >= $2 AND day <= $3 AND until_day IS NOT NULL AND ended_seq = 0
GROUP BY body_id
