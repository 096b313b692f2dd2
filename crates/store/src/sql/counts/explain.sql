-- What counts for a figure in days $2 to $3, with the entry behind it. Spans touch the days, events lie in them.
SELECT l.subject, e.year, e.number, c.body_id, c.row_no, c.day, c.until_day, c.amount, c.dimension
FROM contribution c
JOIN ledger l ON l.body_id = c.body_id AND l.seq = c.seq
JOIN entry e ON e.id = l.subject
WHERE c.figure = $1 AND c.body_id = $4 AND c.ended_seq = 0
  AND c.day <= $3 AND COALESCE(c.until_day, c.day) >= $2
ORDER BY c.day, e.year, e.number, c.row_no
