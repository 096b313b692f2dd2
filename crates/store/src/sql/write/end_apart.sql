UPDATE apart SET ended_seq = $2 WHERE id = $1 AND ended_seq = 0
