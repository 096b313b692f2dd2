-- Only one works on a table: whoever finds it idle, or left behind by one not heard of since $6. What was stored is not stored again.
UPDATE upload SET state = $3, whole = $4, seen_at = $5, done = 0, total = 0, failure = ''
WHERE id = $1 AND account_id = $2 AND (state IN ('open', 'checked', 'failed') OR (state IN ('checking', 'storing') AND seen_at < $6))
RETURNING id
