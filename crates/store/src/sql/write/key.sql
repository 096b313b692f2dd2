INSERT INTO field_key (register, field, key, day, entry_id, personal)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (register, field, key, day, entry_id) DO NOTHING
