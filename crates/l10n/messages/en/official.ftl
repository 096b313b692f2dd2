# Marking for official use.

official-full = For official use
official-short = official use
official-marked = { $name } ({ official-short })
official-left = Entries of which something is for official use and stays out of this file: { $entries }. Whoever may take it out sees it in files.
official-part = For official use: { $names }
official-figures-left = Figures for official use are withheld from this file.
official-label = Marking
official-hint = Only those who may can take the document out as a file.
