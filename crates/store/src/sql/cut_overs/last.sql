-- The cut-over of a body's register that holds.
SELECT no, first_day, covered_from, year, next_number FROM cut_over WHERE body_id = $1 AND register = $2 ORDER BY no DESC LIMIT 1
