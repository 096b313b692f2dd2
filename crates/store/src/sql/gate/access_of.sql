-- What an account did and what befell it, the last first, before one place of the chain.
SELECT seq, at, account_id, what, address, detail, hash_before, hash
FROM access
WHERE account_id = $1 AND seq < $2
ORDER BY seq DESC
LIMIT $3
