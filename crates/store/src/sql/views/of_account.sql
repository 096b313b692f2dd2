SELECT id, name, query, opens FROM list_view WHERE account_id = $1 AND register = $2 ORDER BY made_at, id
