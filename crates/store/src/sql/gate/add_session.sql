INSERT INTO session (token, id, account_id, address, agent, made_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
