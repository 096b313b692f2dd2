INSERT INTO entry (id, body_id, register, book_id, year, number, day, revision, state, seq)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET day = excluded.day, revision = excluded.revision, state = excluded.state, seq = excluded.seq
