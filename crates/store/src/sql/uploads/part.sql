INSERT INTO upload_part (upload_id, kind, no, bytes) VALUES ($1, $2, $3, $4)
