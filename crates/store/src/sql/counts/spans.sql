-- Spans that touch days $1 to $2, with the body that made them.
SELECT c.body_id, c.figure, c.day, c.until_day, c.amount
FROM contribution c
WHERE c.until_day >= $1 AND c.day <= $2 AND c.ended_seq = 0
