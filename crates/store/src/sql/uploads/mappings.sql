SELECT name, map, encoding, delimiter FROM mapping WHERE account_id = $1 AND register = $2 ORDER BY name
