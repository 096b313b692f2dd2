INSERT INTO access_head (id, seq, hash) VALUES (1, 0, $1) ON CONFLICT (id) DO NOTHING
