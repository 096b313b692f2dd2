SELECT body_id, parent_id, from_month, until_month FROM placement ORDER BY body_id, from_month
