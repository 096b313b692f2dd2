UPDATE throttle SET failures = $2, last_at = $3, until_at = $4 WHERE name = $1
