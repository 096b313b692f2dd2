-- Books whose numbers have a gap, stand twice, or do not end where the numbering says; and numberings of books without entries.
WITH booked (register, book_id, year, entries, lowest, highest) AS (
    SELECT register, book_id, year, CAST(COUNT(*) AS BIGINT), MIN(number), MAX(number) FROM entry GROUP BY register, book_id, year
)
SELECT COALESCE(e.register, n.register) AS register, COALESCE(e.book_id, n.book_id) AS book_id, COALESCE(e.year, n.year) AS year,
    COALESCE(e.entries, 0) AS entries, COALESCE(e.highest, 0) AS highest
FROM booked e FULL OUTER JOIN numbering n ON n.register = e.register AND n.book_id = e.book_id AND n.year = e.year
WHERE COALESCE(e.entries, 0) <> COALESCE(e.highest, 0) OR COALESCE(e.lowest, 1) <> 1 OR COALESCE(n.last, -1) <> COALESCE(e.highest, 0)
ORDER BY 1, 2, 3
