-- What the opening totals of a body's register count for now.
SELECT c.seq, c.item, c.figure, c.row_no, c.day, c.until_day, c.amount, c.dimension
FROM cut_over p JOIN contribution c ON c.body_id = p.body_id AND c.seq = p.seq
WHERE p.body_id = $1 AND p.register = $2 AND c.ended_seq = 0
ORDER BY c.seq, c.item
