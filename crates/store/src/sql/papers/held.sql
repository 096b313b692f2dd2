-- An act by which some entry holds these bytes; none where all such were erased.
SELECT body_id, seq FROM attachment WHERE hash = $1 AND erased_seq = 0
ORDER BY body_id, seq
LIMIT 1
