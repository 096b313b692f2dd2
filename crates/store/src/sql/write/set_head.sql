INSERT INTO chain (body_id, seq, hash)
VALUES ($1, $2, $3)
ON CONFLICT (body_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
