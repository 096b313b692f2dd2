INSERT INTO ledger (body_id, seq, kind, subject, actor, claimed_at, received_at, algorithm, hash_before, plain, personal, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
