-- The first day of each place (the first 16 bytes of a key) among keys of a register under a name, between two keys.
WITH asked (register, field, first_key, last_key) AS (
    VALUES (CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS {bytes}), CAST($4 AS {bytes}))
)
SELECT substr(k.key, 1, 16) AS place, MIN(k.day) AS day
FROM asked a
CROSS JOIN field_key k
WHERE k.register = a.register AND k.field = a.field AND k.key BETWEEN a.first_key AND a.last_key
GROUP BY substr(k.key, 1, 16)
