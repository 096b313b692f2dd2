-- A body's entries; register by register, as the index of entries goes.
WITH RECURSIVE registers (register) AS (
    SELECT MIN(register) FROM entry
    UNION ALL
    SELECT (SELECT MIN(e.register) FROM entry e WHERE e.register > r.register) FROM registers r WHERE r.register IS NOT NULL
)
SELECT e.id, e.body_id, e.register, e.book_id, e.year, e.number, e.day, e.revision, e.state, e.seq
FROM registers r CROSS JOIN entry e WHERE e.register = r.register AND e.body_id = $1
