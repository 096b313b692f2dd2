UPDATE numbering SET last = last WHERE register = $1 AND book_id = $2 AND year = $3 RETURNING last
