INSERT INTO list_view (id, account_id, register, name, query, opens, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
