INSERT INTO document_step (document_id, no, step, version, body_id, seq, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
