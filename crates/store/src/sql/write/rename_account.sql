UPDATE account SET name = $2, seq = $3 WHERE id = $1
