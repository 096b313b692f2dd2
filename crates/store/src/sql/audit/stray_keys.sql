-- Registers with keys of entries that are not there.
SELECT DISTINCT k.register
FROM field_key k LEFT JOIN entry e ON e.id = k.entry_id
WHERE e.id IS NULL
ORDER BY k.register
