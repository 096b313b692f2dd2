INSERT INTO body_version (body_id, from_day, until_day, code, level, parent_id, successor_id, name_kk, name_ru, name_en)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
