SELECT seq, item, figure, row_no, day, until_day, reach, amount, dimension, ended_seq FROM contribution WHERE body_id = $1 ORDER BY seq, item
