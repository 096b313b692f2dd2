SELECT geometry FROM territory WHERE body_id = $1
