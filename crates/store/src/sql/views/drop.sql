DELETE FROM list_view WHERE id = $1 AND account_id = $2 AND register = $3
RETURNING id
