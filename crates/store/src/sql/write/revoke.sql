DELETE FROM granted WHERE account_id = $1 AND role = $2 AND body_id = $3
