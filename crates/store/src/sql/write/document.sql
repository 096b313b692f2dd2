INSERT INTO document (id, body_id, kind, period, sent_at, seq) VALUES ($1, $2, $3, $4, $5, $6)
