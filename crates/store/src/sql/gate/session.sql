SELECT s.id, s.made_at, s.seen_at, a.id, a.body_id, a.login, a.name, a.lang, a.closed_at
FROM session s JOIN account a ON a.id = s.account_id
WHERE s.token = $1
