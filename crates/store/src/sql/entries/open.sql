-- The standing entries behind the keys of a register under a name, between two keys.
WITH asked (register, field, first_key, last_key) AS (
    VALUES (CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS {bytes}), CAST($4 AS {bytes}))
)
SELECT k.key, e.id, e.body_id, e.year, e.number
FROM asked a
CROSS JOIN field_key k
CROSS JOIN entry e
WHERE k.register = a.register AND k.field = a.field AND k.key BETWEEN a.first_key AND a.last_key
    AND e.id = k.entry_id AND e.state = 'active'
