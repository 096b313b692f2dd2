-- Registers with keys of entries that are not there, or that are another body's.
SELECT DISTINCT k.register
FROM field_key k LEFT JOIN entry e ON e.id = k.entry_id
WHERE e.id IS NULL OR e.body_id <> k.body_id
ORDER BY k.register
