UPDATE credential SET password = '', changed_at = $2 WHERE account_id = $1
