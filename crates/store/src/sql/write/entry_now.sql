-- Entries as they stand.
SELECT id, body_id, register, book_id, year, number, revision, state, seq FROM entry WHERE id IN (VALUES (CAST($1 AS {uuid})))
