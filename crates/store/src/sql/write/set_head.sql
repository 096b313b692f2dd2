UPDATE chain SET seq = $2, hash = $3 WHERE body_id = $1
