INSERT INTO credential (account_id, password, changed_at, totp, totp_at, totp_step)
VALUES ($1, $2, $3, NULL, 0, 0)
ON CONFLICT (account_id) DO UPDATE SET password = excluded.password, changed_at = excluded.changed_at
