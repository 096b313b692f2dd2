UPDATE numbering SET last = $4 WHERE register = $1 AND book_id = $2 AND year = $3
