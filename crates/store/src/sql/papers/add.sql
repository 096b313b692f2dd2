INSERT INTO attachment (id, entry_id, body_id, seq, hash, kind, length, name, caption, ended_seq, erased_seq)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)
