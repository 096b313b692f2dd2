-- The act by which an entry has these bytes already.
SELECT seq FROM attachment WHERE entry_id = $1 AND hash = $2 AND ended_seq = 0 AND erased_seq = 0
ORDER BY seq
LIMIT 1
