SELECT account_id, purpose, ends_at FROM one_time_code WHERE hash = $1
