SELECT id, body_id, account_id, role, ground, basis, from_day, until_day, ended_day, seq FROM absence WHERE id = $1
