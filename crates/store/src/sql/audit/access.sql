-- The next rows of the access chain.
SELECT seq, at, account_id, what, address, detail, hash_before, hash FROM access WHERE seq > $1 ORDER BY seq LIMIT $2
