# Days and periods.

month-name = { $n_month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
day-and-month = { $day } { month-name }
day-month-year = { day-and-month } { $year }
month-and-year = { month-name } { $year }
quarter-and-year = { $n_quarter ->
        [1] 1st
        [2] 2nd
        [3] 3rd
       *[4] 4th
    } quarter of { $year }
year-alone = { $year }
two-years = { $from }–{ $until }
days-of-one-year = { $from } – { $until } { $year }
days-of-two-years = { $from } { $from_year } – { $until } { $until_year }
