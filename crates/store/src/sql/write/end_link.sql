UPDATE fact_link SET ended_seq = $2 WHERE id = $1 AND ended_seq = 0
