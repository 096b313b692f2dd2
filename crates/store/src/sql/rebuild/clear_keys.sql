DELETE FROM field_key
