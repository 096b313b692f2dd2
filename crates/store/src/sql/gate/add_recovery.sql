INSERT INTO recovery_code (account_id, hash) VALUES ($1, $2)
