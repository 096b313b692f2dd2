# Страница справки.

help-title = Справка
help-guides = Руководства
