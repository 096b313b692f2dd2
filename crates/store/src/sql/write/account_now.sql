SELECT body_id, closed_at FROM account WHERE id = $1
