-- The standing link that an entry stands in: whose chain it stands in, and its entries by rank.
SELECT f.id, f.body_id, f.entry_id
FROM fact_link g JOIN fact_link f ON f.id = g.id AND f.ended_seq = 0
WHERE g.entry_id = $1 AND g.ended_seq = 0
ORDER BY f.rank
