SELECT seq FROM account LIMIT 1
