# Статистикалық есептер (29-тармақ).

return-title-monthly = Айлық статистикалық есеп
return-title-quarterly = Тоқсандық статистикалық есеп

head-code = Коды
head-indicator = Көрсеткіш
head-unit = Өлшем бірлігі
head-period = Есепті кезең
head-year-before = Өткен жылдың осы кезеңі
head-difference = Айырмасы
head-year-to-date = Жыл басынан бергі
head-own = Өзінің жазбалары
head-doubles = Шегеріледі: байланыстырылған қайталанулар
by-child-title = Бағынысты органдар бойынша

group-raids = Рейдтер мен операциялар
group-offences = Құқық бұзушылықтар
group-crimes = Қылмыстық құқық бұзушылықтар
group-seizures = Алып қою
group-damage = Зиян және оны өтеу
group-veterinary = Ветеринария және карантин
group-organisations = Ұйымдарды бақылау
group-causes = Себептер мен шарттарды жою
group-management = Ұйымдастыру және басқару
group-optional = Қосымша көрсеткіштер

footnote-missing = Сызықша (—): төмен тұрған органдардың ешқайсысы журнал жүргізбеген.
footnote-not-stated = Орган қол қойғанға дейін деректер мәлімделген болып саналмайды.
kept-by = Журнал жүргізген органдар: { $kept }, барлығы { $bound }
