SELECT id FROM list_view WHERE account_id = $1 AND register = $2 AND name = $3
