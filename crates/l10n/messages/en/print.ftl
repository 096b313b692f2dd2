# Journals and returns on paper.

journal-book = { $body } · { $period }
stamp = L.S.
page-label = page {"{page}"} of {"{pages}"}
volume-label = volume {"{volume}"} of {"{volumes}"}
translation-note = Translation, not official.
post-head = Head of the body
post-inspector = Keeper of the journal
empty-journal = No entries.
footnote-peak = Columns 8 and 9 give the greatest number standing on one day.
trail = Chain No. { $seq } · sha-256 { $hash } · { $moment }
posts-cell = { $total }, of which { $veterinary }, { $police }, { $joint }
people-cell = { $line }; { $other }
decision-cell = decision No. { $number }
private-sector = private sector
none = —
journal-repeat = Repeat: proposal { $proposal }, see No. { $number }
