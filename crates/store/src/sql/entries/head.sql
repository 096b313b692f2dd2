SELECT seq FROM chain WHERE body_id = $1
