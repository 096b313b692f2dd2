SELECT id, body_id, register, book_id, year, number, revision, state, seq FROM entry WHERE id = $1
