-- Standing entries of standing links, with what they count for.
SELECT f.id, f.rank, e.body_id, c.figure, c.day, c.until_day, c.amount
FROM fact_link f
JOIN entry e ON e.id = f.entry_id AND e.state = 'active'
JOIN revision r ON r.entry_id = e.id
JOIN contribution c ON c.body_id = r.body_id AND c.seq = r.seq AND c.ended_seq = 0
WHERE f.ended_seq = 0
ORDER BY f.id, f.rank, c.figure, c.day
