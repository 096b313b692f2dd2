INSERT INTO placement (body_id, parent_id, from_month, until_month)
VALUES ($1, $2, $3, $4)
