INSERT INTO content (body_id, seq, part, salt, bytes)
VALUES ($1, $2, $3, $4, $5)
