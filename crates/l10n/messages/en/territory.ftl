# What the analysis of a district or region stands on.

territory-title = Territory
territory-offences = Offences and crimes
territory-raids = Raids and joint trips
territory-notes = What talks and the media told
territory-applications = Applications, messages, the press
territory-epizootic = The epizootic state
territory-objects = Objects with a regime of their own
territory-people = Units and officers
territory-register = Register
territory-entries = Entries
territory-today = Today
territory-closed = closed
territory-open = open
territory-note = What plans (clause 27) and the memo (clause 32.2) are based on. Every figure leads to the entries behind it; registers that may not be read are not shown.

# Participation by officer.
participation-title = Participation by officer
participation-officer = Officer
participation-nothing-title = Nobody is named
participation-nothing-text = No entry of this body in the quarter names an officer, in the registers that you read.
participation-note = In how many entries of the body's own each officer is named; an entry counts once. A number leads to its entries.
territory-limited = limited
territory-kind = Kind of object
territory-kinds = Objects by kind
