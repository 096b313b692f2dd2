# The book of inspections: the head's mark, and the journal that is printed from a list.

books-mark = Enter the mark
books-print = Print the journal
books-print-hint = The book of the body chosen in this list is printed.
books-from = From
books-until = Until
books-days-wrong = Write the days as 01.01.2026; the last must not come before the first.
books-too-long = The journal has more rows than such a file holds: { $most }. Take fewer days, or XLSX.
books-official = The journal holds entries for official use. Whoever may take them out prints it.
