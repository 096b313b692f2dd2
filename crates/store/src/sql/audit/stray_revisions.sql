-- Revisions of entries that are not there, or that are another body's.
SELECT v.body_id, v.seq
FROM revision v LEFT JOIN entry e ON e.id = v.entry_id
WHERE e.id IS NULL OR e.body_id <> v.body_id
ORDER BY v.body_id, v.seq
LIMIT 100
