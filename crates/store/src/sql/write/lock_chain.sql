-- Locks bodies for writing, in the order of their ids, and reads the heads of their chains.
SELECT c.body_id, b.home, c.seq, c.hash, c.covered_until
FROM chain c JOIN body b ON b.id = c.body_id
WHERE c.body_id IN (VALUES (CAST($1 AS BIGINT)))
ORDER BY c.body_id
FOR UPDATE OF c
