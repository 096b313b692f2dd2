# Import from files: why a row was refused.

refused-no-territory = the point lies in the territory of no body: latitude { $lat }, longitude { $lon }
refused-no-coordinates = there are no coordinates
refused-not-a-number = not a number: “{ $text }”
refused-not-a-day = not a day: “{ $text }”
refused-no-id = column “{ $column }” holds no identifier of the entry
refused-no-species = the species is not given
refused-two-in-group = line { $line } of the same fact was refused
warning-region-book = the facts go into the region's own book; districts usually record them
refused-not-yes-or-no = neither yes nor no: “{ $text }”
refused-cells = the line has { $found } cells, the header { $wanted }
refused-not-whole = other lines were refused, and all rows or none were asked for
refused-other-value = another line of the same fact gives “{ $field }” another value
refused-names-none = no entry of “{ $register }” goes by “{ $given }”, or you may not read it; { $how }
refused-names-several = “{ $given }” does not tell one entry of “{ $register }” from others, { $count } go by it; { $how }
refused-name-number = write its number with the year, for example 17/2026, as in the book of the body that the line goes to
refused-name-officer = write surname, given name and patronymic of an officer of the body that the line goes to, or the number of the entry with the year, for example 17/2026
refused-name-person = write the IIN, or the number of the entry with the year, for example 17/2026, as in the book of the body that the line goes to
refused-name-organisation = write the BIN, or the number of the entry with the year, for example 17/2026, as in the book of the body that the line goes to
