UPDATE upload SET done = $2, total = $3, seen_at = $4 WHERE id = $1 AND state IN ('checking', 'storing')
