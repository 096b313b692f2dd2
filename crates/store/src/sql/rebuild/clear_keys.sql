DELETE FROM field_key WHERE entry_id IN (SELECT id FROM entry WHERE body_id = $1)
