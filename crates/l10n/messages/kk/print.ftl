# Басылатын журналдар мен есептер.

journal-book = { $body } · { $period }
stamp = М.О.
page-label = {"{page}"}-бет, барлығы {"{pages}"}
volume-label = {"{volume}"}-том, барлығы {"{volumes}"}
translation-note = Аударма, ресми емес.
post-head = Орган бастығы
post-inspector = Журналды жүргізуші
empty-journal = Жазба жоқ.
footnote-peak = 8 және 9-бағандарда бір күнде болған ең көп сан көрсетілген.
trail = Тізбек № { $seq } · sha-256 { $hash } · { $moment }
posts-cell = { $total }, оның ішінде { $veterinary }, { $police }, { $joint }
people-cell = { $line }; { $other }
decision-cell = № { $number } шешім
private-sector = жеке сектор
none = —
journal-repeat = Қайталанған кемшілік: ұсыныс { $proposal }, бұрынғы тексеру № { $number }
