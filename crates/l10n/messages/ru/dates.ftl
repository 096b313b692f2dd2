# Дни и периоды.

month-name = { $n_month ->
        [1] январь
        [2] февраль
        [3] март
        [4] апрель
        [5] май
        [6] июнь
        [7] июль
        [8] август
        [9] сентябрь
        [10] октябрь
        [11] ноябрь
       *[12] декабрь
    }
day-and-month = { $day } { $n_month ->
        [1] января
        [2] февраля
        [3] марта
        [4] апреля
        [5] мая
        [6] июня
        [7] июля
        [8] августа
        [9] сентября
        [10] октября
        [11] ноября
       *[12] декабря
    }
day-month-year = { day-and-month } { $year } г.
month-and-year = { month-name } { $year } года
quarter-and-year = { $n_quarter } квартал { $year } года
year-alone = { $year } год
two-years = { $from }–{ $until } годы
days-of-one-year = { $from } – { $until } { $year } года
days-of-two-years = { $from } { $from_year } года – { $until } { $until_year } года
