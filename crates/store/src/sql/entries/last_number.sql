-- The last number that a book gave in a year, or that the cut-over from paper left it at.
SELECT last FROM numbering WHERE register = $1 AND book_id = $2 AND year = $3
