INSERT INTO apart (id, rank, entry_id, body_id, seq, ended_seq)
VALUES ($1, $2, $3, $4, $5, $6)
