UPDATE list_view SET name = $4, opens = $5 WHERE id = $1 AND account_id = $2 AND register = $3
RETURNING id
