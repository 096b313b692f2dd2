SELECT seq FROM given
WHERE account_id = $1 AND what = $2 AND body_id = $3 AND from_day <= $5 AND until_day >= $4 AND ended_day > $4 AND ended_day > from_day
