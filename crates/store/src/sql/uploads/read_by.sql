-- A table is read another way: what was found by the way before says nothing any more. One that is worked on stays as it is.
UPDATE upload SET encoding = $3, delimiter = $4, map = $5, state = 'open', accepted = 0, already_there = 0, refused = 0, into_regions = 0, failure = ''
WHERE id = $1 AND account_id = $2 AND state IN ('open', 'checked', 'failed')
RETURNING id
