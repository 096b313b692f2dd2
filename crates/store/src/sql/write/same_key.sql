-- Standing entries with these keys in these books.
WITH asked (register, field, key, book_id) AS (
    VALUES (CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS {bytes}), CAST($4 AS BIGINT))
)
SELECT a.register, a.field, a.key, a.book_id, e.id
FROM asked a
CROSS JOIN field_key k
CROSS JOIN entry e
WHERE k.register = a.register AND k.field = a.field AND k.key = a.key AND e.id = k.entry_id AND e.book_id = a.book_id AND e.state = 'active'
