UPDATE account SET lang = $2 WHERE id = $1
