INSERT INTO upload_refused (upload_id, no, line, field, kk, ru, en) VALUES ($1, $2, $3, $4, $5, $6, $7)
