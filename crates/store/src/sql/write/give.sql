INSERT INTO given (id, body_id, account_id, what, basis, from_day, until_day, ended_day, seq)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
