-- The fields of an entry that have a personal key. Words and names of other entries stand in no order.
SELECT DISTINCT field, register, body_id, day FROM field_key
WHERE entry_id = $1 AND personal = 1 AND field <> '@word' AND field <> '@link'
