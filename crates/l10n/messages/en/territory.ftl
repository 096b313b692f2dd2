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
