SELECT home FROM body WHERE id = $1
