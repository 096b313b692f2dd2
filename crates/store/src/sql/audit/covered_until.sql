SELECT covered_until FROM chain WHERE body_id = $1
