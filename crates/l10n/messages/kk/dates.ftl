# Күндер мен кезеңдер.

month-name = { $n_month ->
        [1] қаңтар
        [2] ақпан
        [3] наурыз
        [4] сәуір
        [5] мамыр
        [6] маусым
        [7] шілде
        [8] тамыз
        [9] қыркүйек
        [10] қазан
        [11] қараша
       *[12] желтоқсан
    }
day-and-month = { $day } { month-name }
day-month-year = { $year } ж. { day-and-month }
month-and-year = { $year } жылғы { month-name }
quarter-and-year = { $year } жылғы { $n_quarter }-тоқсан
year-alone = { $year } жыл
two-years = { $from }–{ $until } жылдар
days-of-one-year = { $year } жылғы { $from } – { $until }
days-of-two-years = { $from_year } жылғы { $from } – { $until_year } жылғы { $until }
