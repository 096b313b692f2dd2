UPDATE given SET ended_day = $2, seq = $3 WHERE id = $1
