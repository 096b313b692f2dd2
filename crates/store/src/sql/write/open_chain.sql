INSERT INTO chain (body_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (body_id) DO NOTHING
