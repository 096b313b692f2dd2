SELECT seq FROM given WHERE id = $1 AND body_id = $2 AND account_id = $3 AND until_day >= $4 AND ended_day > $4
