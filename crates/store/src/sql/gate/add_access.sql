INSERT INTO access (seq, at, account_id, what, address, detail, algorithm, hash_before, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
