-- Locks a body for writing and reads the head of its chain.
UPDATE chain SET seq = seq WHERE body_id = $1 RETURNING seq, hash
