DELETE FROM recovery_code WHERE account_id = $1 AND hash = $2 RETURNING hash
