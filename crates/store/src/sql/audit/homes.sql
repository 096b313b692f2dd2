SELECT id, home FROM body ORDER BY id
