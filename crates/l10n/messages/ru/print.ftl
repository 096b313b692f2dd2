# Печатаемые журналы и отчеты.

journal-book = { $body } · { $period }
stamp = М.П.
page-label = стр. {"{page}"} из {"{pages}"}
volume-label = том {"{volume}"} из {"{volumes}"}
translation-note = Перевод, не официальный.
post-head = Начальник органа
post-inspector = Лицо, ведущее журнал
empty-journal = Записей нет.
footnote-peak = В графах 8 и 9 указано наибольшее число за один день.
trail = Цепь № { $seq } · sha-256 { $hash } · { $moment }
posts-cell = { $total }, в том числе { $veterinary }, { $police }, { $joint }
people-cell = { $line }; { $other }
decision-cell = решение № { $number }
private-sector = частный сектор
none = —
journal-repeat = Повтор: предложение { $proposal }, см. № { $number }
