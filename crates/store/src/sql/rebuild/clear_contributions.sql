DELETE FROM contribution WHERE body_id = $1
