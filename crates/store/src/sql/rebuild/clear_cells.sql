DELETE FROM cell WHERE body_id = $1
