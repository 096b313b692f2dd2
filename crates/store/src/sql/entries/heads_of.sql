-- Standing entries of registers of bodies between two days, without what they say.
WITH asked (register, body_id, first_day, last_day) AS (
    VALUES (CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT))
)
SELECT e.id, e.register, e.day, e.year, e.number
FROM asked a
CROSS JOIN entry e
WHERE e.register = a.register AND e.body_id = a.body_id AND e.day BETWEEN a.first_day AND a.last_day AND e.state = 'active'
