INSERT INTO thumbnail (hash, bytes) VALUES ($1, $2)
