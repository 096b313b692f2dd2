SELECT id, login, name, closed_at, seq FROM account WHERE body_id = $1
