-- Revisions of a body's entries; register by register, as the index of entries goes.
WITH RECURSIVE registers (register) AS (
    SELECT MIN(register) FROM entry
    UNION ALL
    SELECT (SELECT MIN(e.register) FROM entry e WHERE e.register > r.register) FROM registers r WHERE r.register IS NOT NULL
)
SELECT v.entry_id, v.revision, v.seq
FROM registers r CROSS JOIN entry e CROSS JOIN revision v WHERE e.register = r.register AND e.body_id = $1 AND v.entry_id = e.id AND v.body_id = e.body_id
