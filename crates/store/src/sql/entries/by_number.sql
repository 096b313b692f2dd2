SELECT id, body_id FROM entry WHERE register = $1 AND book_id = $2 AND year = $3 AND number = $4
