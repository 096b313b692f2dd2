# What whoever writes is warned of before an entry is stored.

warned-weakened = This diversion weakens nature-protection or quarantine work
warned-weakened-text = In its days those whose people or vehicles are taken have the work named below. Nothing stops you from storing: where the forces are taken nevertheless, say under “{ $field }” how each is made good.
warned-raid = a raid or operation in these days
warned-planned = a raid or operation planned for { $day }
warned-checkpoint = a checkpoint in these days
warned-post = a quarantine post in these days
warned-quarantine = a quarantine in these days
warned-officers = of those taken it names: { $names }
warned-before = This applicant has applied before
warned-before-text = If it is the same matter, choose the last of these under “{ $field }”. Nothing stops you from storing.
warned-repeat = Record a repeat application
warned-terms = A term of considering the application is passed over
warned-terms-text = Correct the day if it is typed wrongly. Nothing stops you from storing: what is late stays told as late.
warned-extended = The term is extended until { $day }
warned-extended-last = the last day that the law allows is { $day }
warned-told = The applicant was told of the extension on { $day }
warned-not-told = The applicant was not told of the extension
warned-forwarded = Forwarded on { $day }: { $to }
warned-last = the last day was { $day }
