SELECT id FROM upload WHERE id = $1 AND account_id = $2 AND (state NOT IN ('checking', 'storing') OR seen_at < $3)
