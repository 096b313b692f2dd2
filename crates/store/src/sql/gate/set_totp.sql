UPDATE credential SET totp = $2, totp_at = $3, totp_step = $4 WHERE account_id = $1
