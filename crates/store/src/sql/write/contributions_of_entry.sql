-- What an entry counts for now.
SELECT c.seq, c.item, c.figure, c.row_no, c.day, c.until_day, c.amount, c.dimension
FROM revision r JOIN contribution c ON c.body_id = r.body_id AND c.seq = r.seq
WHERE r.entry_id = $1 AND c.ended_seq = 0
ORDER BY c.seq, c.item
