SELECT id FROM body WHERE home = $1 ORDER BY id
