-- Spans of a figure that touch days $2 to $3.
SELECT body_id, day, until_day, amount
FROM contribution
WHERE figure = $1 AND until_day >= $2 AND day <= $3 AND until_day IS NOT NULL AND ended_seq = 0
