SELECT id, body_id, login, name, lang, closed_at FROM account WHERE id = $1
