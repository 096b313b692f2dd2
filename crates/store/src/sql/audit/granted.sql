SELECT account_id, role, from_day, until_day, seq FROM granted WHERE body_id = $1
