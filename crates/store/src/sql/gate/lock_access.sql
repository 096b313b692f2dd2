-- Locks the access chain for writing and reads its head.
SELECT seq, hash FROM access_head WHERE id IN (VALUES (CAST($1 AS BIGINT))) FOR UPDATE
