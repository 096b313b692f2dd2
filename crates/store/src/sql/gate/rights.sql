SELECT role, body_id, from_day, until_day FROM granted WHERE account_id = $1 ORDER BY body_id, role
