DELETE FROM content WHERE body_id = $1 AND seq = $2 AND part = 1
