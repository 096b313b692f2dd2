-- How many entries each book of a year has numbered: from 1, or from where the cut-over from paper says.
SELECT n.register, n.book_id, n.last - COALESCE(p.next_number - 1, 0) AS entries
FROM numbering n
LEFT JOIN cut_over p ON p.body_id = n.book_id AND p.register = n.register AND p.year = n.year
    AND p.no = (SELECT MAX(q.no) FROM cut_over q WHERE q.body_id = n.book_id AND q.register = n.register)
WHERE n.year = $1
