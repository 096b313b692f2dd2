DELETE FROM field_key WHERE entry_id = $1
