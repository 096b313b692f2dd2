DELETE FROM body_version WHERE body_id = $1
