SELECT password, changed_at, totp, totp_at, totp_step FROM credential WHERE account_id = $1
