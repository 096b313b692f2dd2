# What is wrong with the fields of an entry.

fault-unknown = this register has no field “{ $field }”
fault-missing = “{ $field }” is not filled in
fault-wrong-type = the value of “{ $field }” is not of the field's type
fault-not-in-list = “{ $given }” is not in the list “{ $list }”; the nearest: { $nearest }
fault-not-in-list-no-near = “{ $given }” is not in the list “{ $list }”
fault-future = the date is after today: { $date }
fault-order = the date in “{ $field }” is before the date in “{ $other }”
fault-span-order = in “{ $field }” the last day is before the first
fault-no-such-day = { $field }: no year has such a day. Write a month from 1 to 12 and a day of that month
fault-part-above = the number in “{ $field }” is above the number in “{ $whole }”
fault-not-in-force = “{ $item }” was not in force on { $date }
fault-check-digit = the check digit of the number in “{ $field }” is wrong
fault-negative = the number in “{ $field }” must not be negative
fault-out-of-range = the coordinates in “{ $field }” are out of range
fault-no-rate = no rate of damage or no MCI is set for { $date }
fault-rate-and-tariff = both a rate and a tariff are given; keep one: a tariff is written only where there is no rate
fault-rate-differs = damage by the rate: { $computed } tenge; another amount was given
fault-too-large = the number in “{ $field }” is too large; check the unit and the digits
fault-too-long = “{ $field }” is longer than { $most } characters; shorten it
fault-signs = “{ $field }” holds signs that are not seen or turn the text round; type it anew
