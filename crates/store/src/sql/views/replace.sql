UPDATE list_view SET query = $3, opens = $4 WHERE id = $1 AND account_id = $2
