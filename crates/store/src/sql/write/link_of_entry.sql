-- The standing link that an entry stands in.
SELECT id FROM fact_link WHERE entry_id = $1 AND ended_seq = 0
