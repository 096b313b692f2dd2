SELECT register, book_id, last FROM numbering WHERE year = $1
