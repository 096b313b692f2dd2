-- Books whose numbers have a gap, stand twice, or do not end where the numbering says.
SELECT e.register, e.book_id, e.year, CAST(COUNT(*) AS BIGINT) AS entries, MIN(e.number) AS lowest, MAX(e.number) AS highest, n.last
FROM entry e LEFT JOIN numbering n ON n.register = e.register AND n.book_id = e.book_id AND n.year = e.year
GROUP BY e.register, e.book_id, e.year, n.last
HAVING COUNT(*) <> MAX(e.number) OR MIN(e.number) <> 1 OR n.last IS NULL OR n.last <> MAX(e.number)
ORDER BY e.register, e.book_id, e.year
