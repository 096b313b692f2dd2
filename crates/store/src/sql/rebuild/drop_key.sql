DELETE FROM field_key WHERE entry_id = $1 AND field = $2 AND key = $3
