-- Books whose numbers have a gap, stand twice, do not begin where they should or do not end where the numbering says; and numberings of
-- books without entries. A book begins at 1, or where the cut-over from paper says.
WITH booked (register, book_id, year, entries, lowest, highest) AS (
    SELECT register, book_id, year, CAST(COUNT(*) AS BIGINT), MIN(number), MAX(number) FROM entry GROUP BY register, book_id, year
), begun (register, book_id, year, before) AS (
    SELECT p.register, p.body_id, p.year, p.next_number - 1
    FROM cut_over p
    WHERE p.no = (SELECT MAX(q.no) FROM cut_over q WHERE q.body_id = p.body_id AND q.register = p.register)
), known (register, book_id, year) AS (
    SELECT register, book_id, year FROM booked
    UNION SELECT register, book_id, year FROM numbering
    UNION SELECT register, book_id, year FROM begun
)
SELECT k.register, k.book_id, k.year, COALESCE(e.entries, 0) AS entries, COALESCE(e.highest, 0) AS highest
FROM known k
LEFT JOIN booked e ON e.register = k.register AND e.book_id = k.book_id AND e.year = k.year
LEFT JOIN begun b ON b.register = k.register AND b.book_id = k.book_id AND b.year = k.year
LEFT JOIN numbering n ON n.register = k.register AND n.book_id = k.book_id AND n.year = k.year
WHERE COALESCE(e.entries, 0) <> COALESCE(e.highest - COALESCE(b.before, 0), 0)
    OR COALESCE(e.lowest - COALESCE(b.before, 0), 1) <> 1
    OR COALESCE(n.last, -1) <> COALESCE(e.highest, b.before, 0)
ORDER BY 1, 2, 3
