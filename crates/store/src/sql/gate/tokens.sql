SELECT id, name, acts, body_id, made_at, ends_at, seen_at, revoked_at FROM api_token WHERE account_id = $1 ORDER BY made_at DESC, id
