# The page of help.

help-title = Help
help-guides = Guides
