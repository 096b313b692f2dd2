-- Locks the numberings of books, in the order of their names, and reads the last numbers given.
SELECT register, book_id, year, last
FROM numbering n
WHERE (register, book_id, year) IN (VALUES (CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS BIGINT)))
ORDER BY register, book_id, year
FOR UPDATE OF n
