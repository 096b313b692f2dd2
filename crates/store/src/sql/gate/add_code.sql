INSERT INTO one_time_code (hash, account_id, purpose, ends_at) VALUES ($1, $2, $3, $4)
