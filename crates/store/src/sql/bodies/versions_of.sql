SELECT body_id, from_day, until_day, code, level, parent_id, successor_id, name_kk, name_ru, name_en
FROM body_version WHERE body_id = $1 ORDER BY from_day
