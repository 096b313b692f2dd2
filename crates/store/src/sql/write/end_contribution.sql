UPDATE contribution SET ended_seq = $4 WHERE body_id = $1 AND seq = $2 AND item = $3
