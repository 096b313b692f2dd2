-- The standing link that an entry stands in: whose chain it stands in, and its standing entries by rank.
SELECT f.id, f.body_id, f.entry_id, e.body_id AS kept_by
FROM fact_link g
JOIN fact_link f ON f.id = g.id AND f.ended_seq = 0
JOIN entry e ON e.id = f.entry_id AND e.state = 'active'
WHERE g.entry_id = $1 AND g.ended_seq = 0
ORDER BY f.rank
