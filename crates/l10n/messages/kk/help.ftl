# Анықтама беті.

help-title = Анықтама
help-guides = Нұсқаулар
