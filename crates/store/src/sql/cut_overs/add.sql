INSERT INTO cut_over (body_id, seq, register, no, first_day, covered_from, year, next_number) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
