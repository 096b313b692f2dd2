SELECT body_id, geometry FROM territory ORDER BY body_id
