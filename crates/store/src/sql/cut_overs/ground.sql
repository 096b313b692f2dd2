-- The head of a body's chain, and the last number of its book of a register in a year.
SELECT c.seq, COALESCE((SELECT n.last FROM numbering n WHERE n.register = $2 AND n.book_id = c.body_id AND n.year = $3), 0) AS last
FROM chain c WHERE c.body_id = $1
