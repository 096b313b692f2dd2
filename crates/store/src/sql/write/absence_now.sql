SELECT seq FROM absence WHERE id = $1 AND body_id = $2 AND until_day >= $3 AND ended_day > $3
