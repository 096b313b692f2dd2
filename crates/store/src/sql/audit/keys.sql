SELECT k.register, k.field, k.key, k.day, k.entry_id, k.personal
FROM entry e JOIN field_key k ON k.entry_id = e.id
WHERE e.body_id = $1
