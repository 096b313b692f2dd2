INSERT INTO field_key (entry_id, field, key, register, body_id, day, personal)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (entry_id, field, key) DO NOTHING
