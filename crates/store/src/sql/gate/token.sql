SELECT t.id, t.name, t.acts, t.body_id, t.made_at, t.ends_at, t.seen_at, t.revoked_at, a.id, a.body_id AS home, a.login, a.name AS person, a.lang, a.closed_at
FROM api_token t JOIN account a ON a.id = t.account_id
WHERE t.token = $1
