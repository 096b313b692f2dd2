-- The papers of an entry that stand.
SELECT hash, name, caption FROM attachment WHERE entry_id = $1 AND ended_seq = 0 AND erased_seq = 0
ORDER BY seq, id
