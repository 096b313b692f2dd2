INSERT INTO account (id, body_id, login, name, lang, closed_at, seq) VALUES ($1, $2, $3, $4, $5, 0, $6)
