INSERT INTO throttle (name, failures, last_at, until_at) VALUES ($1, 0, 0, 0) ON CONFLICT (name) DO NOTHING
