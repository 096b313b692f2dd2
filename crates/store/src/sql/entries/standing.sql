-- How many standing entries of a register one body has in days $3 to $4.
SELECT CAST(COUNT(*) AS BIGINT) AS entries FROM entry WHERE register = $1 AND body_id = $2 AND day BETWEEN $3 AND $4 AND state = 'active'
