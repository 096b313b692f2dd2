SELECT id FROM account WHERE login = $1
