# Duties, when they are due and how the date was found.

state-due = due
state-done = done
state-late = late
state-late-done = done late
state-planned = planned

why-clause = Basis: { $clause }
why-period-ends = The period ends on { $date }
why-day-of-next-month = Due on day { $day } of the next month
why-day-off-kept = { $date } is a day off; the date does not move
why-day-off-moved = A day off; moved to the next working day, { $date }
why-before-period = To be ready before the period begins on { $date }
why-field = The date in “{ $field }”: { $date }
why-days-after = { $n_days } { $n_days ->
        [one] day
       *[other] days
    } after the date in “{ $field }” ({ $date })
why-working-days-after = { $n_days } working { $n_days ->
        [one] day
       *[other] days
    } after the date in “{ $field }” ({ $date })
why-end-of-day = Until the end of that day: 24:00, time zone { $zone }
why-fulfilled = Done on { $moment }
why-planned = Planned: { $reason }

matrix-title = How duties are kept
matrix-to = To
matrix-due = Due
