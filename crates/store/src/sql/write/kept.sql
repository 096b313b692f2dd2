INSERT INTO kept (body_id, register, since_month)
VALUES ($1, $2, $3)
ON CONFLICT (body_id, register) DO UPDATE SET since_month = excluded.since_month WHERE excluded.since_month < kept.since_month
