-- Takes a step of the clock for used, unless it or a later one is already.
UPDATE credential SET totp_step = $2 WHERE account_id = $1 AND totp_step < $2 RETURNING totp_step
