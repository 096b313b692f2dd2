DELETE FROM one_time_code WHERE hash = $1 RETURNING account_id, purpose, ends_at
