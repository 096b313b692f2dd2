-- Nothing comes back where the same bytes are there already.
INSERT INTO blob (hash, length) VALUES ($1, $2)
ON CONFLICT (hash) DO NOTHING
RETURNING length
