UPDATE upload SET state = $2, done = $3, total = $4, accepted = $5, already_there = $6, refused = $7, into_regions = $8, failure = $9, seen_at = $10
WHERE id = $1
