-- Another standing entry of a book with this key in a field.
SELECT e.id FROM field_key k JOIN entry e ON e.id = k.entry_id
WHERE k.register = $1 AND k.field = $2 AND k.key = $3 AND e.book_id = $4 AND e.state = 'active' AND e.id <> $5
ORDER BY e.id LIMIT 1
