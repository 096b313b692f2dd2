INSERT INTO api_token (token, id, account_id, name, acts, body_id, made_at, ends_at, seen_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0)
