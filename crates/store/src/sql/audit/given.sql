SELECT id, body_id, account_id, what, basis, from_day, until_day, ended_day, seq FROM given WHERE body_id = $1
