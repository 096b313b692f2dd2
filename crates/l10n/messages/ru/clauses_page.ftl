# Страница Инструкции.

clauses-standing = Как у органа
clauses-entered = записей в этом году: { $count }
clauses-find = Слово или пункт
clauses-all = все
clauses-nothing = Таких пунктов нет
clauses-nothing-text = Сократите слово или откройте все пункты.
clauses-why = Примечание
clauses-near = Соседние пункты
clauses-owed = Обязанности
clauses-register = Реестр
clauses-this-year = Записей в этом году
clauses-earlier = Прежняя редакция:
clauses-standing-of = По этому пункту:
clauses-no-standing = По этому пункту у органа нет ни обязанностей со сроком, ни журнала.
clauses-levels = Уровни органов
