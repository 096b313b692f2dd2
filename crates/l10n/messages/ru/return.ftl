# Статистические отчеты (пункт 29).

return-title-monthly = Месячный статистический отчет
return-title-quarterly = Квартальный статистический отчет

head-code = Код
head-indicator = Показатель
head-unit = Единица измерения
head-period = Отчетный период
head-year-before = Тот же период прошлого года
head-difference = Разница
head-year-to-date = С начала года
head-own = Собственные записи
head-doubles = За вычетом связанных дублей
by-child-title = По подчиненным органам

group-raids = Рейды и операции
group-offences = Правонарушения
group-crimes = Уголовные правонарушения
group-seizures = Изъятия
group-damage = Ущерб и его возмещение
group-veterinary = Ветеринария и карантин
group-organisations = Контроль организаций
group-causes = Устранение причин и условий
group-management = Организация и управление
group-optional = Дополнительные показатели

footnote-missing = Прочерк (—): журнал не вел ни один из нижестоящих органов.
footnote-not-stated = До подписания органом данные не считаются заявленными.
kept-by = Журнал вели органы: { $kept } из { $bound }
