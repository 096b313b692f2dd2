INSERT INTO absence (id, body_id, account_id, role, ground, basis, from_day, until_day, ended_day, seq)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
