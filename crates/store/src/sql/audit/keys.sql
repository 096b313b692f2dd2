-- Keys of a body's entries; register by register, as the index of entries goes.
WITH RECURSIVE registers (register) AS (
    SELECT MIN(register) FROM entry
    UNION ALL
    SELECT (SELECT MIN(e.register) FROM entry e WHERE e.register > r.register) FROM registers r WHERE r.register IS NOT NULL
)
SELECT k.register, k.field, k.key, k.day, k.entry_id, k.personal
FROM registers r CROSS JOIN entry e CROSS JOIN field_key k WHERE e.register = r.register AND e.body_id = $1 AND k.entry_id = e.id
