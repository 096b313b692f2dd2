# The table of bodies: why it was refused.

bodies-no-body = no body of the table or the list has the code { $code }
bodies-no-level = there is no level “{ $given }”; write one of { $known }
bodies-no-superior = the superior is not given; only the ministry has none
bodies-ends-before-it-begins = { $code }: its last day is before its first
bodies-overlap = { $code }: two lines hold on one day; give the earlier one a last day
bodies-same-code = { $code }: another body bears this code on the same days
bodies-ring = { $code }: the way upward from superior to superior does not lead to the ministry
bodies-unknown = { $code }: its superior or successor is not in the list
bodies-own-successor = { $code }: a body cannot be its own successor
bodies-under-closed = { $code }: its superior is closed already on these days
bodies-nothing-stored = the table was refused and nothing was stored: mend the lines and send it again
bodies-omits-from = { $code }: the table leaves out what is known of the body from { $date }; give all its lines, so that past months stay as they are
bodies-omits = { $code }: the table leaves out what is known of the body from the beginning; give all its lines, so that past months stay as they are
