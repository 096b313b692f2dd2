SELECT seq, register, no, first_day, covered_from, year, next_number FROM cut_over WHERE body_id = $1 ORDER BY seq
