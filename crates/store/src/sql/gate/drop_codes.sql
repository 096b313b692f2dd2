DELETE FROM one_time_code WHERE account_id = $1
