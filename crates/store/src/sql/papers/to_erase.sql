-- The papers of an entry that no decision erased, by their acts.
SELECT body_id, seq, hash FROM attachment WHERE entry_id = $1 AND erased_seq = 0
ORDER BY body_id, seq
