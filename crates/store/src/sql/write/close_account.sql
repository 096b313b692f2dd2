UPDATE account SET closed_at = $2, seq = $3 WHERE id = $1
