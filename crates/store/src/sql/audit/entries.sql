SELECT id, body_id, register, book_id, year, number, day, revision, state, seq FROM entry WHERE body_id = $1
