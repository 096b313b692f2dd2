INSERT INTO contribution (body_id, seq, item, figure, row_no, day, until_day, reach, amount, dimension, ended_seq)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
