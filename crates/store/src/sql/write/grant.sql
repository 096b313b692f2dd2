INSERT INTO granted (account_id, role, body_id, from_day, until_day, seq)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id, role, body_id) DO UPDATE SET from_day = excluded.from_day, until_day = excluded.until_day, seq = excluded.seq
