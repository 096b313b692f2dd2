INSERT INTO mapping (account_id, register, name, map, encoding, delimiter, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (account_id, register, name) DO UPDATE SET map = excluded.map, encoding = excluded.encoding, delimiter = excluded.delimiter, made_at = excluded.made_at
