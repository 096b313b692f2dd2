SELECT id, name, hash, length, register, body_id, encoding, delimiter, map, whole, made_at, ends_at, state, seen_at
FROM upload WHERE account_id = $1 AND ends_at > $2 ORDER BY made_at DESC, id
