INSERT INTO blob_part (hash, no, bytes) VALUES ($1, $2, $3)
