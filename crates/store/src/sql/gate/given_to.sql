SELECT id, body_id, account_id, what, basis, from_day, until_day, ended_day, seq FROM given WHERE account_id = $1 ORDER BY from_day DESC, id
