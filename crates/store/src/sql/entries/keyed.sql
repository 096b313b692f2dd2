-- Which of the ranges asked for hold any key of a register under a name, each by its register and first key.
WITH asked (register, field, first_key, last_key) AS (
    VALUES (CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS {bytes}), CAST($4 AS {bytes}))
)
SELECT a.register, a.first_key
FROM asked a
WHERE EXISTS (SELECT 1 FROM field_key k WHERE k.register = a.register AND k.field = a.field AND k.key BETWEEN a.first_key AND a.last_key)
