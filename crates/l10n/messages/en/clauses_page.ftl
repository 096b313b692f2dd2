# The page of the Instruction.

clauses-standing = How the body stands
clauses-entered = entries this year: { $count }
clauses-find = Word or clause
clauses-all = all
clauses-nothing = No such clause
clauses-nothing-text = Shorten the word, or open all clauses.
clauses-why = Remark
clauses-near = Clauses beside it
clauses-owed = Duties
clauses-register = Register
clauses-this-year = Entries this year
clauses-earlier = Earlier wording:
clauses-standing-of = On this clause:
clauses-no-standing = The body has neither duties with a date nor a register under this clause.
clauses-levels = Levels of bodies
