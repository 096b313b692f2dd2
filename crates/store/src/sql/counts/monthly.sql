-- Events of a body and everything below it, month by month.
SELECT r.month, r.figure, r.amount FROM rollup r WHERE r.body_id = $1 AND r.month BETWEEN $2 AND $3
