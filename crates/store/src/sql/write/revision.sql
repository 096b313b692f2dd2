INSERT INTO revision (entry_id, revision, body_id, seq)
VALUES ($1, $2, $3, $4)
