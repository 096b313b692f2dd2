INSERT INTO upload (id, account_id, name, hash, length, register, body_id, encoding, delimiter, map, whole, made_at, ends_at, state, seen_at, done, total,
    accepted, already_there, refused, into_regions, failure)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, 'open', 0, 0, 0, 0, 0, 0, 0, '')
