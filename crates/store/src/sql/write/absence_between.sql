-- An absence of an account or a post that counts on some day between two.
SELECT seq FROM absence
WHERE account_id = $1 AND role = $2 AND body_id = $3 AND from_day <= $5 AND until_day >= $4 AND ended_day > $4 AND ended_day > from_day
