SELECT id, name, hash, length, register, body_id, encoding, delimiter, map, whole, made_at, ends_at, state, seen_at
FROM upload WHERE id = $1 AND account_id = $2 AND ends_at > $3
