UPDATE absence SET ended_day = $2, seq = $3 WHERE id = $1
