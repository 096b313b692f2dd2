# Moving an entry to another body.

move-title = Move to another body: { $register } № { $number }
move-lead = The entry is struck through in the book of its body, where its number stays taken, and entered in the book of the other body under a new number. Each names the other.
move-action = Move to another body
move-to = To which body
move-to-hint = Type a name or a code. The list holds the bodies you may move it to.
move-choose = choose
move-from = From
move-number = Number that stays taken
move-reason = Reason
move-reason-hint = Why it belongs there; the order or letter, if there is one. It stays in the history of both entries.
move-check = Check
move-check-title = Check before it is moved
move-confirm = Move
move-back = Back to the form
move-no-body = Choose a body from the list
move-no-reason = Write why it is moved
move-refused = It was not moved
move-unsound = The entry would not be taken today as it stands: { $why }. Correct it first, then move it.
move-counts = Figures of { $month } are counted anew for both bodies and those above them. Returns signed for it keep their figures.
move-paper-from = { $body } counts these days by an opening total ({ $days }). Lower it there by hand, or the fact counts twice.
move-paper-to = { $body } counts these days by an opening total ({ $days }). Raise it there by hand, or the fact counts nowhere.
