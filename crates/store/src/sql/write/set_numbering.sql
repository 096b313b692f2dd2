INSERT INTO numbering (register, book_id, year, last)
VALUES ($1, $2, $3, $4)
ON CONFLICT (register, book_id, year) DO UPDATE SET last = excluded.last
