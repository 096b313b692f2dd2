UPDATE attachment SET ended_seq = $2 WHERE id = $1
